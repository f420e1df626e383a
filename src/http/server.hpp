#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/observer.hpp"
#include "http/address_list.hpp"
#include "http/message.hpp"
#include "http/refusal_pause.hpp"
#include "http/tls_files.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace http {

struct ServerOptions {
    /// `address:port`, `[v6]:port` or `unix:PATH`; port 0: any free one. A Unix socket's path is
    /// removed when the server stops.
    std::string listen = "127.0.0.1:0";
    int threads = 2;                     ///< io threads, each with its own io_context
    bool bodies = false;                 ///< true on a listener that takes POST bodies
    base::Observer* observer = nullptr;  ///< told of every answered request; outlives the server
    /// Names the route of a path, empty for a path of none; what is told of a request, since a path
    /// may hold a number or a token. Several threads at once; null: no path has a route.
    std::function<std::string_view(std::string_view path)> route_of = nullptr;

    /// The largest body that is taken; a larger one: 413.
    std::size_t body_bytes_max = base::limits::record_bytes_max;

    /// Connections of all io threads together; one more is closed as soon as it is accepted.
    std::size_t connections_max = base::limits::http_connections_max;
    /// The same of one client address, an IPv6 client being its /64; 0: no cap. Unix sockets have
    /// no address.
    std::size_t connections_per_client_max = 0;
    /// Proxies, whose connections speak for many clients: for them there is no cap by client, and
    /// no pause.
    AddressList proxies = {};

    /// A connection that is answered 429 again and again is read again only after pauses (as
    /// RefusalPause). Who heeds a Retry-After of a second meets none. Unix sockets have none
    /// either: who connects there speaks for many.
    RefusalPause::Lengths pauses = {};

    /// When set, TLS 1.2 or later is spoken, and nothing else.
    std::optional<TlsFiles> tls = std::nullopt;
    /// From the connection until TLS is agreed upon; late: the connection is closed.
    std::chrono::milliseconds handshake_time_max =
        std::chrono::seconds(base::limits::http_handshake_seconds_max);

    /// From a request's first byte until its header is complete; late: 408.
    std::chrono::milliseconds header_time_max =
        std::chrono::seconds(base::limits::http_header_seconds_max);
    /// From then until its body is complete; late: 408.
    std::chrono::milliseconds body_time_max =
        std::chrono::seconds(base::limits::http_write_seconds_max);
    /// Without a byte of a request; late: the connection is closed.
    std::chrono::milliseconds idle_time_max =
        std::chrono::seconds(base::limits::http_idle_seconds_max);
    /// Every stretch of so much time brings an answer's client `write_bytes_min` bytes or all the
    /// rest; late: the connection is closed. A large answer on a slow line takes as long as it
    /// takes.
    std::chrono::milliseconds write_time_max =
        std::chrono::seconds(base::limits::http_write_seconds_max);
    std::int64_t write_bytes_min = base::limits::http_write_bytes_min;
    /// From the last answer of a connection until the client closes it, too; bytes that come
    /// meanwhile are thrown away. Late: the connection is closed.
    std::chrono::milliseconds linger_time_max = std::chrono::seconds(2);
    /// What stop() waits for requests in flight.
    std::chrono::milliseconds drain_time_max =
        std::chrono::seconds(base::limits::http_drain_seconds_max);
};

/// A listener and its sessions: HTTP/1.1 with keep-alive, deadlines and an admission filter in
/// front; a connection's request number limits::http_requests_per_connection_max is its last. The
/// handler runs on an io thread, on all of them at once, and must not wait for anything
/// but short reads; what it throws is answered 500.
///
/// Events: `http_request` (request_id, method, route, tenant: Answer::about, status, rows:
/// Answer::items, bytes of the body, 0 of one that goes on, micros) for each answer of the handler;
/// a method that is not known is `other`, a path without a route `none`.
/// `http_body_failed` (request_id, what) for a file that could not be sent whole.
/// `http_refused` (request_id, status, reason) for each request not let in.
/// `http_connection_refused` (reason: connections, connections_of_client or descriptors; refused:
/// how many since the last such event) at most once a second and reason. `http_handler_failed`,
/// `http_connection_failed`, `http_accept_failed` for what goes wrong; `http_handshake_failed`
/// (what) for a client that could not agree upon TLS. None has a text of the client but the request
/// id, when it is sane.
///
/// When the process has no descriptor left, new connections are accepted and closed.
class Server {
public:
    /// Binds, listens and starts the threads. Fault::invalid when `listen` is no address and port;
    /// Fault::unavailable when the address cannot be used; the sentence says which and why (in use,
    /// not permitted, not of this machine). For TLS files errors as check_tls_files().
    static base::Result<std::unique_ptr<Server>> start(
        ServerOptions options, const std::function<Answer(Request)>& handler);

    /// The same with a handler that may answer later. Until it does, nothing else of the
    /// connection is read or answered; stop() waits for it, within drain_time_max.
    static base::Result<std::unique_ptr<Server>> start(ServerOptions options,
                                                       const LaterHandler& handler);

    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;  ///< 0 at a Unix socket

    /// Reads the TLS files again; without TLS there is nothing to do. New connections see the new
    /// certificate, those that are open go on as they are. On failure the old one stays in force;
    /// errors as check_tls_files(). Any thread.
    virtual base::Result<void> reload_tls() = 0;

    /// Accepts nothing more, lets requests in flight be answered (with `Connection: close`, at
    /// most drain_time_max), ends event streams, closes the rest, joins the threads. Any thread but
    /// an io thread; the second call does nothing. The destructor calls it.
    virtual void stop() = 0;
};

}  // namespace http

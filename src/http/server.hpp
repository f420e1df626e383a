#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace http {

struct ServerOptions {
    std::string listen = "127.0.0.1:0";  ///< `address:port`, `[v6]:port`; port 0: any free one
    int threads = 2;                     ///< io threads, each with its own io_context
    bool bodies = false;  ///< true on a listener that takes POST bodies (limits::record_bytes_max)
    base::Observer* observer = nullptr;  ///< told of every answered request; outlives the server
};

/// A listener and its sessions: HTTP/1.1 with keep-alive, deadlines and an admission filter in
/// front. The handler runs on an io thread and must not wait for anything but short reads.
class Server {
public:
    /// Binds, listens and starts the threads. Fault::unavailable when the address cannot be used;
    /// the sentence says which and why (in use, not permitted, not of this machine).
    static base::Result<std::unique_ptr<Server>> start(ServerOptions options,
                                                       std::function<Answer(Request)> handler);

    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;

    /// Accepts nothing more, lets requests in flight be answered (with `Connection: close`, at
    /// most limits::http_drain_seconds_max), closes the rest, joins the threads. Any thread but an
    /// io thread; the second call does nothing.
    virtual void stop() = 0;
};

}  // namespace http

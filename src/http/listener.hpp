#pragma once

#include "http/connection_count.hpp"
#include "http/listen_socket.hpp"
#include "http/refused_connections.hpp"
#include "http/server.hpp"

#include <functional>
#include <memory>

namespace http {

class TlsIdentity;

/// Who answers requests: one of the two.
struct Handlers {
    std::function<Answer(Request)> at_once;
    LaterHandler later;
};

/// What the listeners of a server share; what it refers to outlives them, but for `handlers`.
struct Shared {
    const Handlers& handlers;
    ConnectionCount& count;
    RefusedConnections& refused;
    const TlsIdentity* tls = nullptr;  ///< null: plain
};

/// One io thread with its own listening socket and the connections that came through it.
class Listener {
public:
    /// Starts the thread. `options.observer` is not null and outlives the listener. Throws
    /// std::system_error when the system has no thread or descriptor left.
    static std::unique_ptr<Listener> start(ListenSocket socket, int family,
                                           const ServerOptions& options, const Shared& shared);

    /// Stops and joins, if that is still to be done.
    virtual ~Listener() = default;

    /// Accepts nothing more and lets the requests in flight be answered; returns at once.
    virtual void begin_stop() = 0;
    /// Waits until no connection is left, at most options.drain_time_max from begin_stop().
    virtual void join() = 0;
};

}  // namespace http

#include "http/server.hpp"

#include "http/connection/tls_identity.hpp"
#include "http/connection_count.hpp"
#include "http/listen_socket.hpp"
#include "http/listener.hpp"
#include "http/refused_connections.hpp"

#include <mutex>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace http {
namespace {

class ThreadedServer final : public Server {
public:
    ThreadedServer(ListenSockets opened, std::unique_ptr<TlsIdentity> tls, ServerOptions options,
                   const Handlers& handlers)
        : silent_(base::make_silent_observer()),
          port_(opened.port),
          unix_path_(std::move(opened.path)),
          observer_(options.observer == nullptr ? *silent_ : *options.observer),
          count_({.all = options.connections_max,
                  .per_client = options.connections_per_client_max,
                  .uncounted_clients = options.proxies}),
          refused_(observer_),
          tls_(std::move(tls)) {
        options.observer = &observer_;
        for (ListenSocket& socket : opened.sockets) {
            listeners_.push_back(Listener::start(std::move(socket), opened.family, options,
                                                 {handlers, count_, refused_, tls_.get()}));
        }
    }

    ThreadedServer(const ThreadedServer&) = delete;
    ThreadedServer& operator=(const ThreadedServer&) = delete;
    ~ThreadedServer() override { stop_once(); }

    std::uint16_t port() const override { return port_; }
    base::Result<void> reload_tls() override {
        if (tls_ == nullptr) return {};
        return tls_->read_again();
    }
    void stop() override { stop_once(); }

private:
    void stop_once() {
        std::call_once(stopped_, [this] {
            for (const auto& listener : listeners_)
                listener->begin_stop();
            for (const auto& listener : listeners_)
                listener->join();
            if (!unix_path_.empty()) ::unlink(unix_path_.c_str());
        });
    }

    std::unique_ptr<base::Observer> silent_;
    std::uint16_t port_;
    std::string unix_path_;
    base::Observer& observer_;
    ConnectionCount count_;
    RefusedConnections refused_;
    std::unique_ptr<TlsIdentity> tls_;  // null: plain
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::once_flag stopped_;
};

base::Result<std::unique_ptr<Server>> start_with(const Handlers& handlers, ServerOptions options) {
    base::check(options.threads >= 1, "a server has at least one io thread");
    std::unique_ptr<TlsIdentity> tls;
    if (options.tls) {
        auto read = TlsIdentity::read(*options.tls);
        if (!read) return read.error();
        tls = std::move(*read);
    }
    auto opened = open_listen_sockets(options.listen, options.threads);
    if (!opened) return opened.error();
    try {
        std::unique_ptr<Server> server = std::make_unique<ThreadedServer>(
            std::move(*opened), std::move(tls), std::move(options), handlers);
        return server;
    } catch (const std::system_error& failure) {
        return base::unavailable(std::string("cannot start the io threads: ") + failure.what());
    }
}

}  // namespace

base::Result<std::unique_ptr<Server>> Server::start(ServerOptions options,
                                                    const std::function<Answer(Request)>& handler) {
    return start_with({handler, nullptr}, std::move(options));
}

base::Result<std::unique_ptr<Server>> Server::start(ServerOptions options,
                                                    const LaterHandler& handler) {
    return start_with({nullptr, handler}, std::move(options));
}

}  // namespace http

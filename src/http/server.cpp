#include "http/server.hpp"

#include "http/listen_socket.hpp"
#include "http/listener.hpp"

#include <mutex>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace http {
namespace {

class ThreadedServer final : public Server {
public:
    ThreadedServer(ListenSockets opened, ServerOptions options, const Handlers& handlers)
        : silent_(base::make_silent_observer()),
          port_(opened.port),
          unix_path_(std::move(opened.path)) {
        if (options.observer == nullptr) options.observer = silent_.get();
        for (ListenSocket& socket : opened.sockets) {
            listeners_.push_back(
                Listener::start(std::move(socket), opened.family, options, handlers));
        }
    }

    ThreadedServer(const ThreadedServer&) = delete;
    ThreadedServer& operator=(const ThreadedServer&) = delete;
    ~ThreadedServer() override { stop_once(); }

    std::uint16_t port() const override { return port_; }
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
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::once_flag stopped_;
};

base::Result<std::unique_ptr<Server>> start_with(const Handlers& handlers, ServerOptions options) {
    base::check(options.threads >= 1, "a server has at least one io thread");
    auto opened = open_listen_sockets(options.listen, options.threads);
    if (!opened) return opened.error();
    try {
        std::unique_ptr<Server> server =
            std::make_unique<ThreadedServer>(std::move(*opened), std::move(options), handlers);
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

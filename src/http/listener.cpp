#include "http/listener.hpp"

#include "http/connection/mailbox.hpp"
#include "http/connection/plain_session.hpp"
#include "http/connection/session.hpp"
#include "http/connection/tls_identity.hpp"
#include "http/connection/tls_session.hpp"
#include "http/reserve_descriptor.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cstring>
#include <exception>
#include <string>
#include <thread>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
namespace errc = boost::system::errc;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<StreamProtocol>;
using Socket = StreamProtocol::socket;
using Time = Session::Time;

constexpr std::chrono::milliseconds accept_pause(100);  // while memory is short
constexpr std::chrono::milliseconds sweep_pause_max(1000);
constexpr std::chrono::milliseconds sweep_pause_min(5);

Time now() {
    return std::chrono::steady_clock::now();
}

std::chrono::milliseconds sweep_pause(const ServerOptions& options) {
    const auto shortest =
        std::min({options.header_time_max, options.body_time_max, options.idle_time_max,
                  options.write_time_max, options.linger_time_max, options.drain_time_max,
                  options.handshake_time_max});
    return std::clamp(shortest / 4, sweep_pause_min, sweep_pause_max);
}

std::string address_text(const StreamProtocol::endpoint& peer) {
    if (peer.protocol().family() == AF_UNIX) return "unix";
    tcp::endpoint ip;
    base::check(peer.size() <= ip.capacity(), "what is not a Unix socket is an IP one");
    std::memcpy(ip.data(), peer.data(), peer.size());
    ip.resize(peer.size());
    const asio::ip::address address = ip.address();
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address.to_string();
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
}

class AsioListener final : public Listener, public SessionOwner {
public:
    AsioListener(ListenSocket socket, int family, const ServerOptions& options,
                 const Shared& shared)
        : options_(options),
          service_{shared.handlers.at_once,
                   *options.observer,
                   options.bodies,
                   {},
                   {},
                   {},
                   shared.handlers.later,
                   options.route_of,
                   base::limits::http_requests_per_connection_max,
                   options.body_bytes_max,
                   shared.tls != nullptr,
                   options.pauses},
          count_(shared.count),
          refused_(shared.refused),
          tls_(shared.tls),
          acceptor_(context_, StreamProtocol(family, 0), socket.descriptor()),
          accept_timer_(context_),
          sweep_timer_(context_) {
        socket.release();
        accept();
        sweep();
        thread_ = std::thread([this] { context_.run(); });
    }

    AsioListener(const AsioListener&) = delete;
    AsioListener& operator=(const AsioListener&) = delete;

    ~AsioListener() override {
        if (!thread_.joinable()) return;
        AsioListener::begin_stop();
        AsioListener::join();
    }

    void begin_stop() override {
        asio::post(context_, [this] { drain(); });
    }

    void join() override {
        thread_.join();
        mailbox_->close();
    }

private:
    const ServerOptions& options() const override { return options_; }
    const std::shared_ptr<Mailbox>& mailbox() const override { return mailbox_; }

    void forget(const std::shared_ptr<Session>& session) override {
        sessions_.erase(session);
        if (draining_ && sessions_.empty()) sweep_timer_.cancel();
    }

    void tell_failure(const std::exception& failure) override {
        options_.observer->event(base::Severity::error, "http_connection_failed",
                                 {{"what", std::string_view(failure.what())}});
    }

    void tell_handshake_failure(std::string_view what) override {
        options_.observer->event(base::Severity::debug, "http_handshake_failed", {{"what", what}});
    }

    void accept() {
        acceptor_.async_accept(
            [this](error_code error, Socket socket) { on_accept(error, std::move(socket)); });
    }

    void on_accept(error_code error, Socket socket) {
        if (draining_) return;
        if (!error) {
            try {
                open_session(std::move(socket));
            } catch (const std::exception& failure) {
                tell_failure(failure);
            }
            return accept();
        }
        if (error == asio::error::connection_aborted) return accept();
        if (error == errc::too_many_files_open || error == errc::too_many_files_open_in_system) {
            return refuse_for_want_of_descriptors();
        }
        const std::string why = error.message();
        options_.observer->event(base::Severity::warning, "http_accept_failed",
                                 {{"what", std::string_view(why)}});
        accept_later();
    }

    void refuse_for_want_of_descriptors() {
        switch (reserve_.refuse_one(acceptor_.native_handle())) {
            case ReserveDescriptor::Outcome::refused:
                refused_.add(TooMany::descriptors, now());
                return accept();
            case ReserveDescriptor::Outcome::nobody_waits:
                // Trying to accept would fail at once, again and again, whether somebody comes or
                // not; waiting needs no descriptor.
                return acceptor_.async_wait(Acceptor::wait_read, [this](error_code) {
                    if (!draining_) accept();
                });
            case ReserveDescriptor::Outcome::none_left:
                return accept_later();
        }
    }

    void accept_later() {
        accept_timer_.expires_after(accept_pause);
        accept_timer_.async_wait([this](error_code) {
            if (!draining_) accept();
        });
    }

    void open_session(Socket socket) {
        error_code error;
        const StreamProtocol::endpoint peer = socket.remote_endpoint(error);
        if (error) return;
        const bool is_ip = peer.protocol().family() != AF_UNIX;
        if (is_ip) socket.set_option(tcp::no_delay(true), error);
        if (error) return;
        const std::string client = address_text(peer);
        auto place = count_.take(client);
        if (const TooMany* reason = std::get_if<TooMany>(&place)) {
            // An answer would cost what the cap is to save.
            return refused_.add(*reason, now());
        }
        const bool speaks_for_many = !is_ip || options_.proxies.contains(client);
        auto session = make_session(std::move(socket), {client, speaks_for_many},
                                    std::get<ConnectionCount::Place>(std::move(place)));
        sessions_.insert(session);
        session->start();
    }

    std::shared_ptr<Session> make_session(Socket socket, Peer peer, ConnectionCount::Place place) {
        if (tls_ == nullptr) {
            return std::make_shared<PlainSession>(std::move(socket), *this, service_,
                                                  std::move(peer), std::move(place));
        }
        return std::make_shared<TlsSession>(std::move(socket), tls_->current(), *this, service_,
                                            std::move(peer), std::move(place));
    }

    void sweep() {
        if (draining_ && sessions_.empty()) return;
        sweep_timer_.expires_after(sweep_pause(options_));
        sweep_timer_.async_wait([this](error_code) {
            end_late_sessions();
            refused_.tell_due(now());
            sweep();
        });
    }

    void end_late_sessions() {
        const Time at = now();
        std::vector<std::shared_ptr<Session>> late;
        for (const auto& session : sessions_) {
            if (at >= drain_deadline_ || session->is_late(at)) late.push_back(session);
        }
        for (const auto& session : late) {
            if (at >= drain_deadline_) {
                session->close();
            } else {
                session->end_late(at);
            }
        }
    }

    void drain() {
        draining_ = true;
        drain_deadline_ = now() + options_.drain_time_max;
        error_code ignored;
        acceptor_.close(ignored);
        accept_timer_.cancel();
        const std::vector<std::shared_ptr<Session>> all(sessions_.begin(), sessions_.end());
        for (const auto& session : all)
            session->drain();
        if (sessions_.empty()) sweep_timer_.cancel();
    }

    const ServerOptions options_;
    Service service_;
    ConnectionCount& count_;
    RefusedConnections& refused_;
    const TlsIdentity* tls_;
    ReserveDescriptor reserve_;
    asio::io_context context_{1};
    const std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>(context_);
    Acceptor acceptor_;
    asio::steady_timer accept_timer_;
    asio::steady_timer sweep_timer_;
    std::unordered_set<std::shared_ptr<Session>> sessions_;
    bool draining_ = false;
    Time drain_deadline_ = Time::max();
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Listener> Listener::start(ListenSocket socket, int family,
                                          const ServerOptions& options, const Shared& shared) {
    return std::make_unique<AsioListener>(std::move(socket), family, options, shared);
}

}  // namespace http

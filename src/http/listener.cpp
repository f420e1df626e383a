#include "http/listener.hpp"

#include "http/conversation.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Stream = asio::generic::stream_protocol;  // TCP and Unix sockets alike
using boost::system::error_code;
using Time = std::chrono::steady_clock::time_point;
using Step = Conversation::Step;

constexpr std::chrono::milliseconds accept_pause(100);  // while descriptors or memory are short
constexpr std::chrono::milliseconds sweep_pause_max(1000);
constexpr std::chrono::milliseconds sweep_pause_min(5);

Time now() {
    return std::chrono::steady_clock::now();
}

class Session;

/// Runs actions on an io thread for other threads, as long as there is one.
class Mailbox {
public:
    explicit Mailbox(asio::io_context& context) : context_(&context) {}

    /// Any thread; nothing happens when the io thread has ended.
    template <class Action>
    void post(Action action) {
        const std::lock_guard lock(mutex_);
        if (context_ != nullptr) asio::post(*context_, std::move(action));
    }
    void close() {
        const std::lock_guard lock(mutex_);
        context_ = nullptr;
    }

private:
    std::mutex mutex_;
    asio::io_context* context_;
};

/// The one answer to one request, on its way back to the session that asked.
class OneAnswer {
public:
    OneAnswer(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Session> session)
        : mailbox_(std::move(mailbox)), session_(std::move(session)) {}
    OneAnswer(const OneAnswer&) = delete;
    OneAnswer& operator=(const OneAnswer&) = delete;
    ~OneAnswer() {
        try {
            give(std::nullopt);
        } catch (const std::exception&) {
            // No memory even to say so: the session ends with the server.
            session_.reset();
        }
    }

    void give(std::optional<Answer> answer);

private:
    std::shared_ptr<Mailbox> mailbox_;
    std::weak_ptr<Session> session_;
    std::atomic_flag given_;
};

/// What a session needs of the thread that it lives on.
class SessionOwner {
public:
    virtual const ServerOptions& options() const = 0;
    virtual const std::shared_ptr<Mailbox>& mailbox() const = 0;
    virtual void forget(const std::shared_ptr<Session>& session) = 0;
    virtual void tell_failure(const std::exception& failure) = 0;

protected:
    ~SessionOwner() = default;
};

/// One connection: carries bytes between a socket and a conversation, under deadlines.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Stream::socket socket, SessionOwner& owner, Service& service,
            std::string client_address)
        : socket_(std::move(socket)),
          owner_(owner),
          conversation_(service, std::move(client_address)) {}

    void go_on() {
        carefully([this] { take(conversation_.advance()); });
    }

    /// The answer to what await_answer() asked.
    void go_on_with(std::optional<Answer> answer) {
        if (!socket_.is_open()) return;
        carefully([this, &answer] { take(conversation_.answered(std::move(answer))); });
    }

    /// Idle connections are closed at once, the others answer what they have begun.
    void drain() {
        conversation_.drain();
        if (step_ == Step::await_request) stop_reading();
    }

    bool is_late(Time at) const { return at >= deadline_; }

    /// A request that comes too slowly is told so; anything else too slow is cut.
    void end_late() {
        if (is_reading()) return stop_reading();
        close();
    }

    void close() {
        error_code ignored;
        socket_.close(ignored);
        owner_.forget(shared_from_this());
    }

private:
    /// Out of memory and the like ends this connection, not the thread.
    template <class Action>
    void carefully(Action action) {
        try {
            action();
        } catch (const std::exception& failure) {
            owner_.tell_failure(failure);
            close();
        }
    }

    void take(Step step) {
        const ServerOptions& options = owner_.options();
        switch (step) {
            case Step::await_request:
                return read(step, options.idle_time_max);
            case Step::read_head:
                return read(step, options.header_time_max);
            case Step::read_body:
                return read(step, options.body_time_max);
            case Step::await_answer:
                return await_answer();
            case Step::write:
            case Step::write_and_close:
                return write(step);
            case Step::close:
                return close();
        }
    }

    /// The deadline is that of the first of several equal steps: trickling bytes win no time.
    void read(Step step, std::chrono::milliseconds time_max) {
        if (step != step_) deadline_ = now() + time_max;
        step_ = step;
        const std::span<char> room = conversation_.room();
        socket_.async_read_some(asio::buffer(room.data(), room.size()),
                                [self = shared_from_this()](error_code error, std::size_t bytes) {
                                    self->on_read(error, bytes);
                                });
    }

    /// Takes as long as it takes; only the end of the server's patience cuts it.
    void await_answer() {
        step_ = Step::await_answer;
        deadline_ = Time::max();
        auto one = std::make_shared<OneAnswer>(owner_.mailbox(), weak_from_this());
        conversation_.ask([one = std::move(one)](Answer answer) { one->give(std::move(answer)); });
    }

    bool is_reading() const {
        return step_ == Step::await_request || step_ == Step::read_head || step_ == Step::read_body;
    }

    /// Ends in on_read(), since bytes that have already been read must not be lost.
    void stop_reading() {
        error_code ignored;
        socket_.cancel(ignored);
    }

    void on_read(error_code error, std::size_t bytes) {
        if (error == asio::error::operation_aborted && socket_.is_open()) return on_stopped();
        if (error || !socket_.is_open()) return close();
        conversation_.received(bytes);
        go_on();
    }

    void on_stopped() {
        if (step_ != Step::await_request) {
            return carefully([this] { take(conversation_.time_out()); });
        }
        error_code error;
        const bool has_bytes = socket_.available(error) > 0 && !error;
        if (!has_bytes) return close();
        read(step_, owner_.options().idle_time_max);
    }

    void write(Step step) {
        step_ = step;
        deadline_ = now() + owner_.options().write_time_max;
        const Conversation::Output output = conversation_.output();
        const std::array<asio::const_buffer, 2> parts = {
            asio::buffer(output.head.data(), output.head.size()),
            asio::buffer(output.body.data(), output.body.size())};
        asio::async_write(socket_, parts,
                          [self = shared_from_this()](error_code error, std::size_t) {
                              self->on_written(error);
                          });
    }

    void on_written(error_code error) {
        if (error) return close();
        if (step_ == Step::write) return go_on();
        // Closing with unread bytes would reset the connection and could take the answer with it:
        // say the end, then wait a little for the client's.
        socket_.shutdown(Stream::socket::shutdown_send, error);
        if (error) return close();
        deadline_ = now() + owner_.options().linger_time_max;
        linger();
    }

    void linger() {
        const std::span<char> room = conversation_.room();
        socket_.async_read_some(asio::buffer(room.data(), room.size()),
                                [self = shared_from_this()](error_code error, std::size_t) {
                                    if (error) return self->close();
                                    self->linger();
                                });
    }

    Stream::socket socket_;
    SessionOwner& owner_;
    Conversation conversation_;
    Step step_ = Step::write;  // no reading step yet
    Time deadline_ = Time::max();
};

void OneAnswer::give(std::optional<Answer> answer) {
    if (given_.test_and_set()) return;
    mailbox_->post([session = session_, answer = std::move(answer)]() mutable {
        if (const auto asking = session.lock()) asking->go_on_with(std::move(answer));
    });
}

std::chrono::milliseconds sweep_pause(const ServerOptions& options) {
    const auto shortest =
        std::min({options.header_time_max, options.body_time_max, options.idle_time_max,
                  options.write_time_max, options.linger_time_max, options.drain_time_max});
    return std::clamp(shortest / 4, sweep_pause_min, sweep_pause_max);
}

std::string address_text(const Stream::endpoint& peer) {
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
                 const Handlers& handlers)
        : options_(options),
          service_{handlers.at_once, *options.observer, options.bodies, {}, {}, {},
                   handlers.later,   options.route_of},
          acceptor_(context_, Stream(family, 0), socket.descriptor()),
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

    void accept() {
        acceptor_.async_accept([this](error_code error, Stream::socket socket) {
            on_accept(error, std::move(socket));
        });
    }

    void on_accept(error_code error, Stream::socket socket) {
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
        const std::string why = error.message();
        options_.observer->event(base::Severity::warning, "http_accept_failed",
                                 {{"what", std::string_view(why)}});
        accept_timer_.expires_after(accept_pause);
        accept_timer_.async_wait([this](error_code) {
            if (!draining_) accept();
        });
    }

    void open_session(Stream::socket socket) {
        error_code error;
        const Stream::endpoint peer = socket.remote_endpoint(error);
        if (error) return;
        const bool is_ip = peer.protocol().family() != AF_UNIX;
        if (is_ip) socket.set_option(tcp::no_delay(true), error);
        if (error) return;
        auto session =
            std::make_shared<Session>(std::move(socket), *this, service_, address_text(peer));
        sessions_.insert(session);
        session->go_on();
    }

    void sweep() {
        if (draining_ && sessions_.empty()) return;
        sweep_timer_.expires_after(sweep_pause(options_));
        sweep_timer_.async_wait([this](error_code) {
            end_late_sessions();
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
                session->end_late();
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
    asio::io_context context_{1};
    const std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>(context_);
    asio::basic_socket_acceptor<Stream> acceptor_;
    asio::steady_timer accept_timer_;
    asio::steady_timer sweep_timer_;
    std::unordered_set<std::shared_ptr<Session>> sessions_;
    bool draining_ = false;
    Time drain_deadline_ = Time::max();
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Listener> Listener::start(ListenSocket socket, int family,
                                          const ServerOptions& options, const Handlers& handlers) {
    return std::make_unique<AsioListener>(std::move(socket), family, options, handlers);
}

}  // namespace http

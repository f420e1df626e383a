#include "http/connection/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <atomic>
#include <span>
#include <utility>

namespace http {
namespace {

namespace asio = boost::asio;

Session::Time now() {
    return std::chrono::steady_clock::now();
}

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

void OneAnswer::give(std::optional<Answer> answer) {
    if (given_.test_and_set()) return;
    mailbox_->post([session = session_, answer = std::move(answer)]() mutable {
        if (const auto asking = session.lock()) asking->go_on_with(std::move(answer));
    });
}

}  // namespace

Session::Session(StreamProtocol::socket socket, SessionOwner& owner, Service& service,
                 std::string client_address)
    : socket_(std::move(socket)),
      owner_(owner),
      conversation_(service, std::move(client_address)) {}

void Session::go_on() {
    carefully([this] { take(conversation_.advance()); });
}

void Session::go_on_with(std::optional<Answer> answer) {
    if (!socket_.is_open()) return;
    carefully([this, &answer] { take(conversation_.answered(std::move(answer))); });
}

void Session::drain() {
    conversation_.drain();
    if (step_ == Step::await_request) stop_reading();
}

void Session::end_late() {
    if (is_reading()) return stop_reading();
    close();
}

void Session::close() {
    ErrorCode ignored;
    socket_.close(ignored);
    owner_.forget(shared_from_this());
}

template <class Action>
void Session::carefully(Action action) {
    try {
        action();
    } catch (const std::exception& failure) {
        owner_.tell_failure(failure);
        close();
    }
}

void Session::take(Step step) {
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

void Session::read(Step step, std::chrono::milliseconds time_max) {
    if (step != step_) deadline_ = now() + time_max;
    step_ = step;
    const std::span<char> room = conversation_.room();
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                                self->on_read(error, bytes);
                            });
}

void Session::await_answer() {
    step_ = Step::await_answer;
    deadline_ = Time::max();
    auto one = std::make_shared<OneAnswer>(owner_.mailbox(), weak_from_this());
    conversation_.ask([one = std::move(one)](Answer answer) { one->give(std::move(answer)); });
}

bool Session::is_reading() const {
    return step_ == Step::await_request || step_ == Step::read_head || step_ == Step::read_body;
}

void Session::stop_reading() {
    ErrorCode ignored;
    socket_.cancel(ignored);
}

void Session::on_read(ErrorCode error, std::size_t bytes) {
    if (error == asio::error::operation_aborted && socket_.is_open()) return on_stopped();
    if (error || !socket_.is_open()) return close();
    conversation_.received(bytes);
    go_on();
}

void Session::on_stopped() {
    if (step_ != Step::await_request) {
        return carefully([this] { take(conversation_.time_out()); });
    }
    ErrorCode error;
    const bool has_bytes = socket_.available(error) > 0 && !error;
    if (!has_bytes) return close();
    read(step_, owner_.options().idle_time_max);
}

void Session::write(Step step) {
    step_ = step;
    deadline_ = now() + owner_.options().write_time_max;
    const Conversation::Output output = conversation_.output();
    const std::array<asio::const_buffer, 2> parts = {
        asio::buffer(output.head.data(), output.head.size()),
        asio::buffer(output.body.data(), output.body.size())};
    asio::async_write(socket_, parts, [self = shared_from_this()](ErrorCode error, std::size_t) {
        self->on_written(error);
    });
}

void Session::on_written(ErrorCode error) {
    if (error) return close();
    if (step_ == Step::write) return go_on();
    // Closing with unread bytes would reset the connection and could take the answer with it:
    // say the end, then wait a little for the client's.
    socket_.shutdown(StreamProtocol::socket::shutdown_send, error);
    if (error) return close();
    deadline_ = now() + owner_.options().linger_time_max;
    linger();
}

void Session::linger() {
    const std::span<char> room = conversation_.room();
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](ErrorCode error, std::size_t) {
                                if (error) return self->close();
                                self->linger();
                            });
}

}  // namespace http

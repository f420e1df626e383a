#include "http/connection/session.hpp"

#include "http/event_stream.hpp"

#include <boost/asio/error.hpp>

#include <atomic>
#include <sys/ioctl.h>
#include <thread>
#include <utility>

namespace http {
namespace {

namespace asio = boost::asio;

Session::Time now() {
    return std::chrono::steady_clock::now();
}

/// The one answer to one request, on its way back to the session that asked. One that comes while
/// the session is still asking needs no way: the session takes it.
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

    /// Of the thread that asks, when it has asked: the answer, if that thread has given it.
    std::optional<Answer> taken_at_once();

private:
    std::shared_ptr<Mailbox> mailbox_;
    std::weak_ptr<Session> session_;
    std::atomic_flag given_;

    const std::thread::id asker_ = std::this_thread::get_id();
    bool is_asking_ = true;  // of the asking thread, as the answer at once
    std::optional<Answer> at_once_;
};

std::optional<Answer> OneAnswer::taken_at_once() {
    is_asking_ = false;
    return std::move(at_once_);
}

void OneAnswer::give(std::optional<Answer> answer) {
    if (given_.test_and_set()) return;
    // The session or the server may go before the answer arrives; its producers are to see that.
    if (answer && answer->events) answer->events = listening_to(std::move(answer->events));
    if (answer && std::this_thread::get_id() == asker_ && is_asking_) {
        at_once_ = std::move(answer);
        return;
    }
    mailbox_->post([session = session_, answer = std::move(answer)]() mutable {
        if (const auto asking = session.lock()) asking->go_on_with(std::move(answer));
    });
}

}  // namespace

Session::Session(SessionOwner& owner, Service& service, Peer peer, ConnectionCount::Place place)
    : owner_(owner),
      conversation_(service, std::move(peer)),
      place_(std::move(place)),
      delivery_(owner.options().write_time_max, owner.options().write_bytes_min) {}

void Session::start() {
    deadline_ = now() + owner_.options().handshake_time_max;
    carefully([this] { open(); });
}

void Session::on_open(ErrorCode error) {
    if (!socket().is_open()) return close();
    if (error) {
        owner_.tell_handshake_failure(error.message());
        return close();
    }
    stage_ = Stage::talking;
    go_on();
}

void Session::go_on() {
    carefully([this] { take(conversation_.advance()); });
}

void Session::go_on_with(std::optional<Answer> answer) {
    if (!socket().is_open()) return;
    carefully([this, &answer] { take(conversation_.answered(std::move(answer))); });
}

void Session::go_on_with_events() {
    if (!socket().is_open()) return;
    go_on();
}

void Session::drain() {
    if (stage_ == Stage::opening) return close();
    conversation_.drain();
    if (step_ == Step::await_request) stop_reading();
    if (step_ == Step::pause) pause_timer_->cancel();
}

void Session::end_late(Time at) {
    if (is_reading()) return stop_reading();
    if (is_writing() && delivery_.suffices(at, delivered())) {
        deadline_ = delivery_.next_look();
        return;
    }
    if (stage_ == Stage::opening) owner_.tell_handshake_failure("it took too long");
    close();
}

void Session::close() {
    ErrorCode ignored;
    socket().close(ignored);
    if (pause_timer_) pause_timer_->cancel();  // it would keep the session until it ends
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
        case Step::await_events:
            return await_events();
        case Step::pause:
            return pause();
        case Step::write:
        case Step::write_part:
        case Step::write_and_close:
            return write(step);
        case Step::close:
            return close();
    }
}

void Session::read(Step step, std::chrono::milliseconds time_max) {
    if (step != step_) deadline_ = now() + time_max;
    step_ = step;
    begin_read(conversation_.room());
}

void Session::await_answer() {
    step_ = Step::await_answer;
    deadline_ = Time::max();
    const auto one = std::make_shared<OneAnswer>(owner_.mailbox(), weak_from_this());
    conversation_.ask([one](Answer answer) { one->give(std::move(answer)); });
    if (auto answer = one->taken_at_once()) take(conversation_.answered(std::move(answer)));
}

void Session::await_events() {
    step_ = Step::await_events;
    deadline_ = Time::max();
    conversation_.on_news([mailbox = owner_.mailbox(), session = weak_from_this()] {
        // Its own end is news as well, when there is nobody to tell.
        if (session.expired()) return;
        mailbox->post([session] {
            if (const auto waiting = session.lock()) waiting->go_on_with_events();
        });
    });
}

void Session::pause() {
    step_ = Step::pause;
    deadline_ = now() + owner_.options().idle_time_max;
    if (!pause_timer_) {
        pause_timer_ = std::make_unique<asio::steady_timer>(socket().get_executor());
    }
    pause_timer_->expires_after(conversation_.pause());
    pause_timer_->async_wait([self = shared_from_this()](ErrorCode) { self->on_pause_over(); });
}

void Session::on_pause_over() {
    if (!socket().is_open()) return;
    carefully([this] {
        const Step step = conversation_.advance();
        // The server stops, and what came during the pause has not been read.
        if (step == Step::close) return close_unless_asked();
        take(step);
    });
}

bool Session::is_reading() const {
    return stage_ == Stage::talking &&
           (step_ == Step::await_request || step_ == Step::read_head || step_ == Step::read_body);
}

bool Session::is_writing() const {
    return stage_ == Stage::talking &&
           (step_ == Step::write || step_ == Step::write_part || step_ == Step::write_and_close);
}

void Session::stop_reading() {
    ErrorCode ignored;
    socket().cancel(ignored);
}

void Session::on_read(ErrorCode error, std::size_t bytes) {
    if (error == asio::error::operation_aborted && socket().is_open()) return on_stopped();
    if (error || !socket().is_open()) return close();
    conversation_.received(bytes);
    go_on();
}

void Session::on_stopped() {
    if (step_ != Step::await_request) {
        return carefully([this] { take(conversation_.time_out()); });
    }
    close_unless_asked();
}

void Session::close_unless_asked() {
    ErrorCode error;
    const bool has_bytes = has_buffered() || (socket().available(error) > 0 && !error);
    if (!has_bytes) return close();
    read(Step::await_request, owner_.options().idle_time_max);
}

void Session::write(Step step) {
    const bool goes_on = step_ == Step::write_part;
    step_ = step;
    if (!goes_on) delivery_.begin();
    deadline_ = delivery_.next_look();
    const Conversation::Output output = conversation_.output();
    begin_write({asio::buffer(output.head.data(), output.head.size()),
                 asio::buffer(output.body.data(), output.body.size())});
}

std::int64_t Session::delivered() {
    // TIOCOUTQ is tcp(7)'s SIOCOUTQ; a socket that cannot tell has delivered what it was given.
    int queued = 0;
    if (::ioctl(socket().native_handle(), TIOCOUTQ, &queued) != 0) queued = 0;
    return written_ + written_of_this_ - queued;
}

void Session::on_written(ErrorCode error, std::size_t bytes) {
    if (error) return close();
    written_ += static_cast<std::int64_t>(bytes);
    written_of_this_ = 0;
    if (step_ != Step::write_and_close) return go_on();
    stage_ = Stage::ending;
    deadline_ = now() + owner_.options().linger_time_max;
    say_end();
}

void Session::end_sending() {
    // Closing with unread bytes would reset the connection and could take the answer with it:
    // say the end, then wait a little for the client's.
    ErrorCode error;
    socket().shutdown(Socket::shutdown_send, error);
    if (error) return close();
    linger();
}

void Session::linger() {
    const std::span<char> room = conversation_.room();
    socket().async_read_some(asio::buffer(room.data(), room.size()),
                             [self = shared_from_this()](ErrorCode error, std::size_t) {
                                 if (error) return self->close();
                                 self->linger();
                             });
}

}  // namespace http

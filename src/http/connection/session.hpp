#pragma once

#include "http/connection/mailbox.hpp"
#include "http/conversation.hpp"
#include "http/server.hpp"

#include <boost/asio/generic/stream_protocol.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace http {

/// TCP and Unix sockets alike.
using StreamProtocol = boost::asio::generic::stream_protocol;

class Session;

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

/// One connection: carries bytes between a socket and a conversation, under deadlines. Everything
/// happens on the io thread of the owner.
class Session : public std::enable_shared_from_this<Session> {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `owner` and `service` outlive the session.
    Session(StreamProtocol::socket socket, SessionOwner& owner, Service& service,
            std::string client_address);

    void go_on();
    /// The answer to what the conversation asked a later handler.
    void go_on_with(std::optional<Answer> answer);

    /// Idle connections are closed at once, the others answer what they have begun.
    void drain();

    bool is_late(Time at) const { return at >= deadline_; }
    /// A request that comes too slowly is told so; anything else too slow is cut.
    void end_late();
    void close();

private:
    using Step = Conversation::Step;
    using ErrorCode = boost::system::error_code;

    /// Out of memory and the like ends this connection, not the thread.
    template <class Action>
    void carefully(Action action);
    void take(Step step);
    /// The deadline is that of the first of several equal steps: trickling bytes win no time.
    void read(Step step, std::chrono::milliseconds time_max);
    /// Takes as long as it takes; only the end of the server's patience cuts it.
    void await_answer();
    bool is_reading() const;
    /// Ends in on_read(), since bytes that have already been read must not be lost.
    void stop_reading();
    void on_read(ErrorCode error, std::size_t bytes);
    void on_stopped();
    void write(Step step);
    void on_written(ErrorCode error);
    void linger();

    StreamProtocol::socket socket_;
    SessionOwner& owner_;
    Conversation conversation_;
    Step step_ = Step::write;  // no reading step yet
    Time deadline_ = Time::max();
};

}  // namespace http

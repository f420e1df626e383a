#pragma once

#include "http/connection/delivery_rate.hpp"
#include "http/connection/mailbox.hpp"
#include "http/connection_count.hpp"
#include "http/conversation.hpp"
#include "http/server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/completion_condition.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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
    virtual void tell_handshake_failure(std::string_view what) = 0;

protected:
    ~SessionOwner() = default;
};

/// One connection: carries bytes between a stream and a conversation, under deadlines. What the
/// stream is, a class for each kind says. Everything happens on the io thread of the owner.
class Session : public std::enable_shared_from_this<Session> {
public:
    using Socket = StreamProtocol::socket;
    using Time = std::chrono::steady_clock::time_point;

    virtual ~Session() = default;

    void start();
    /// The answer to what the conversation asked a later handler.
    void go_on_with(std::optional<Answer> answer);

    /// The events that the conversation waited for have come, or their end.
    void go_on_with_events();

    /// Idle connections are closed at once, the others answer what they have begun.
    void drain();

    bool is_late(Time at) const { return at >= deadline_; }
    /// A request that comes too slowly is told so; anything else too slow is cut.
    void end_late(Time at);
    void close();

protected:
    using ErrorCode = boost::system::error_code;
    using Parts = std::array<boost::asio::const_buffer, 2>;

    /// `owner` and `service` outlive the session.
    Session(SessionOwner& owner, Service& service, Peer peer, ConnectionCount::Place place);

    /// What these begin goes on in on_open(), on_read(), on_written() and end_sending().
    virtual void open() = 0;
    virtual void begin_read(std::span<char> room) = 0;
    virtual void begin_write(const Parts& parts) = 0;
    virtual void say_end() = 0;

    virtual Socket& socket() = 0;
    /// Whether bytes have left the socket that nobody has read yet.
    virtual bool has_buffered() = 0;

    void on_open(ErrorCode error);
    void end_sending();

    template <class AsyncStream>
    void read_from(AsyncStream& stream, std::span<char> room);
    template <class AsyncStream>
    void write_to(AsyncStream& stream, const Parts& parts);

private:
    using Step = Conversation::Step;
    enum class Stage { opening, talking, ending };

    /// Out of memory and the like ends this connection, not the thread.
    template <class Action>
    void carefully(Action action);
    void go_on();
    void take(Step step);
    /// The deadline is that of the first of several equal steps: trickling bytes win no time.
    void read(Step step, std::chrono::milliseconds time_max);
    /// Takes as long as it takes; only the end of the server's patience cuts it.
    void await_answer();
    /// As long as nothing happens; a client that has gone is seen by writing to it.
    void await_events();
    /// The socket takes in what the client sends meanwhile, until its buffer is full.
    void pause();
    void on_pause_over();
    bool is_reading() const;
    bool is_writing() const;
    /// Ends in on_read(), since bytes that have already been read must not be lost.
    void stop_reading();
    void on_read(ErrorCode error, std::size_t bytes);
    void on_stopped();
    /// Bytes that have come are a request that is still to be answered.
    void close_unless_asked();
    void write(Step step);
    void on_written(ErrorCode error, std::size_t bytes);
    /// Bytes of answers that the client's machine has confirmed: what is on its way counts for
    /// nothing, since a large queue takes in what a client never reads.
    std::int64_t delivered();
    void linger();

    SessionOwner& owner_;
    Conversation conversation_;
    ConnectionCount::Place place_;
    Stage stage_ = Stage::opening;
    Step step_ = Step::write;                                 // no reading step yet
    std::unique_ptr<boost::asio::steady_timer> pause_timer_;  // few connections ever need one
    DeliveryRate delivery_;
    std::int64_t written_ = 0;          // of answers that have been written whole
    std::int64_t written_of_this_ = 0;  // of the one that is being written
    Time deadline_ = Time::max();
};

template <class AsyncStream>
void Session::read_from(AsyncStream& stream, std::span<char> room) {
    stream.async_read_some(boost::asio::buffer(room.data(), room.size()),
                           [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                               self->on_read(error, bytes);
                           });
}

template <class AsyncStream>
void Session::write_to(AsyncStream& stream, const Parts& parts) {
    boost::asio::async_write(
        stream, parts,
        [this](ErrorCode error, std::size_t bytes) {
            written_of_this_ = static_cast<std::int64_t>(bytes);
            return boost::asio::transfer_all()(error, bytes);
        },
        [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
            self->on_written(error, bytes);
        });
}

}  // namespace http

#pragma once

#include "base/error.hpp"
#include "http/client.hpp"
#include "http/event_reader.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace http {

/// A stream that is asked for. Of the question `time_max` is until the answer's head has come, and
/// `body_bytes_max` what an event may have.
struct EventQuestion {
    Question question;
    std::chrono::milliseconds silence_max = std::chrono::seconds(15);  ///< without a byte, then
};

/// Why a stream is over, or never was one: any status but 200, or another content type.
struct EventStreamEnd {
    Response response;  ///< without its body; status 0: there was no answer
    base::Error why;
};

/// Streams of server-sent events of other servers, many on one thread: whose it is opens them, and
/// calls wait() again and again. Asks as get() of client.hpp does, with `Accept:
/// text/event-stream`.
class EventClient {
public:
    using Key = std::uint64_t;

    /// What came of a stream: an event, or its end, behind which nothing comes.
    struct Received {
        Key key;
        std::variant<ReceivedEvent, EventStreamEnd> what;
    };

    EventClient();
    EventClient(const EventClient&) = delete;
    EventClient& operator=(const EventClient&) = delete;
    ~EventClient();

    /// Begins to ask; what comes of it, a failure too, is for wait(). No two keys are the same.
    Key open(const EventQuestion& question);

    /// Ends a stream and its connection at once: nothing more comes of it. One that is over is
    /// left as it is.
    void close(Key key);

    /// What has come, as soon as something has; nothing when so much time or an hour has passed, or
    /// wake() was called. Of each stream it is in order. A stream that is late ends with
    /// Fault::unavailable, one with an event that is too long with Fault::exhausted.
    std::vector<Received> wait(std::chrono::milliseconds time_max);

    /// Ends the wait, or the next one. Any thread.
    void wake();

private:
    struct Streams;
    std::unique_ptr<Streams> streams_;
};

}  // namespace http

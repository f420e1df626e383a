#pragma once

#include "base/limits.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace http {

/// Server-sent events (the `text/event-stream` of WHATWG HTML) on their way to one client: the body
/// of an answer that goes on. Producers put events in, the client's connection takes them out. Any
/// thread.
///
/// It is over when a producer ends it, when the connection goes, when the server stops, or when
/// more would wait for a client that does not take them than may.
/// Nothing is read of the client meanwhile: that it has gone is seen by writing to it, at the
/// latest by the second heartbeat, since the first provokes the refusal that the second meets.
/// Producers therefore beat every 15 seconds, and end() a stream whose answer they never give.
class EventStream {
public:
    /// `waiting_bytes_max`: how much may wait for the client.
    explicit EventStream(std::size_t waiting_bytes_max = base::limits::event_stream_bytes_max)
        : waiting_bytes_max_(waiting_bytes_max) {}

    /// What a client that is too slow gets as its last event, instead of all that waits; nothing of
    /// that kind before this was called. check()s as send().
    void when_too_slow(std::string_view event, std::string_view data);

    /// Adds an event, with an `id` line unless that is empty; check()s that no text has a line end,
    /// and the id no NUL, which clients would ignore. False: the stream is over, and the event is
    /// not sent.
    bool send(std::string_view event, std::string_view data, std::string_view id = {});
    /// Adds a line that clients skip. False: the stream is over.
    bool beat();
    /// No event follows; what waits is still sent.
    void end();
    bool is_over() const;

    /// For the connection: all that waits to be sent.
    std::string take();
    /// For the connection: `wake` is called once, as soon as bytes wait or the stream is over, at
    /// once when that is so already. It is called by whichever thread brings the news, and may
    /// call the stream.
    void on_news(std::function<void()> wake);

private:
    bool add(std::string_view bytes);

    const std::size_t waiting_bytes_max_;
    mutable std::mutex mutex_;
    std::string waiting_;
    std::string last_when_too_slow_;  // empty: what waits is sent
    bool is_over_ = false;
    std::function<void()> wake_;  // null: nobody waits for news
};

/// The same stream for those who listen to it: when the last copy of the result goes, the stream is
/// over.
std::shared_ptr<EventStream> listening_to(std::shared_ptr<EventStream> stream);

}  // namespace http

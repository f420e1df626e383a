#pragma once

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
/// more than limits::event_stream_bytes_max would wait for a client that does not take them.
/// Nothing is read of the client meanwhile: that it has gone is seen by writing to it, at the
/// latest by the second heartbeat, since the first provokes the refusal that the second meets.
/// Producers therefore beat every 15 seconds, and end() a stream whose answer they never give.
class EventStream {
public:
    /// Adds an event; check()s that neither text has a line end. False: the stream is over, and the
    /// event is not sent.
    bool send(std::string_view event, std::string_view data);
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

    mutable std::mutex mutex_;
    std::string waiting_;
    bool is_over_ = false;
    std::function<void()> wake_;  // null: nobody waits for news
};

/// The same stream for those who listen to it: when the last copy of the result goes, the stream is
/// over.
std::shared_ptr<EventStream> listening_to(std::shared_ptr<EventStream> stream);

}  // namespace http

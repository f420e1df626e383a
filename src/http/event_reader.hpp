#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// One event of a stream of server-sent events, as it is dispatched.
struct ReceivedEvent {
    std::string name;  ///< `message` when the stream does not say
    std::string data;  ///< its lines with LF between them
    std::string id;    ///< the last one that the stream has said so far; empty: none

    bool operator==(const ReceivedEvent&) const = default;
};

/// Reads the `text/event-stream` of WHATWG HTML (9.2.6) in pieces, wherever they are cut. Lines end
/// with LF, CR or both; comments, `retry` and unknown fields are skipped; an event without data is
/// none, and one that the end cuts off neither. Bytes are not looked at: what is not UTF-8 comes
/// out as it came in. One thread.
class EventReader {
public:
    /// Neither a line nor an event's data is longer than `event_bytes_max`, together.
    explicit EventReader(std::size_t event_bytes_max) : event_bytes_max_(event_bytes_max) {}

    /// Takes a piece, and adds the events that are whole with it. Fault::exhausted when one is too
    /// long, then and for ever after; the events before it were added.
    base::Result<void> take(std::string_view bytes, std::vector<ReceivedEvent>& events);

private:
    void take_line(std::vector<ReceivedEvent>& events);
    void take_field(std::string_view name, std::string_view value);
    void dispatch(std::vector<ReceivedEvent>& events);

    const std::size_t event_bytes_max_;
    std::string line_;  // as far as it has come
    std::string name_;
    std::string data_;  // each line with its LF
    std::string id_;
    bool is_first_line_ = true;
    bool skips_line_feed_ = false;  // the second half of CR LF
    bool is_too_long_ = false;
};

}  // namespace http

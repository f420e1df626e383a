#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace edgvoip::source::freeswitch {

/// What a PBX says at a time over its Event Socket. Valid until the next `EventFrames::feed()`.
struct EventFrame {
    std::string_view content_type;  ///< never empty; for example `text/event-json`
    std::string_view reply_text;    ///< `Reply-Text` of a command/reply; empty where there is none
    std::string_view body;          ///< `Content-Length` bytes of anything
};

/// Cuts the bytes of an Event Socket into frames: lines `Name: value`, an empty line, then as many
/// bytes as `Content-Length` says. However the bytes come in pieces, the frames are the same, and
/// each byte is moved a fixed number of times. Empty lines before a frame mean nothing. Any bytes
/// are safe. Not for concurrent use.
class EventFrames {
public:
    /// More bytes, as they came. Take all frames before feeding more: what is held then is at most
    /// one frame of limits::event_header_bytes_max and limits::event_body_bytes_max and one piece.
    void feed(std::string_view bytes);

    /// The next whole frame; nothing when more bytes are needed. Fault::corrupt when the bytes are
    /// no frame, Fault::exhausted when it is larger than the limits; from then on always the same
    /// error, since nobody knows where the next frame would begin.
    base::Result<std::optional<EventFrame>> next();

    /// Whether bytes are held that are not yet a frame.
    bool is_within_frame() const { return begin_ < buffer_.size(); }

private:
    struct Extent {
        std::size_t header = 0;  ///< without the empty line
        std::size_t body = 0;
    };

    std::string_view rest() const { return std::string_view(buffer_).substr(begin_); }
    void skip_empty_lines();
    base::Result<bool> find_extent();

    std::string buffer_;
    std::size_t begin_ = 0;           // of the first byte that no frame has taken
    std::size_t searched_ = 0;        // bytes from there on without an empty line
    std::optional<Extent> extent_;    // of the next frame, once its header is whole
    std::optional<base::Error> bad_;  // why there is no next frame any more
};

}  // namespace edgvoip::source::freeswitch

#include "edgvoip/source/freeswitch/event_frame.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

namespace edgvoip::source::freeswitch {
namespace {

constexpr std::string_view empty_line = "\n\n";
constexpr std::size_t kept_room_max = 1024 * 1024;  // when a large frame has gone

/// The header fields that mean something here; other fields are passed over.
struct FrameHeader {
    std::optional<std::string_view> content_type;
    std::optional<std::string_view> content_length;
    std::optional<std::string_view> reply_text;

    std::optional<std::string_view>* field(std::string_view name) {
        if (name == "Content-Type") return &content_type;
        if (name == "Content-Length") return &content_length;
        if (name == "Reply-Text") return &reply_text;
        return nullptr;
    }
};

base::Result<void> take_line(FrameHeader& header, std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        return base::corrupt("a header line of a frame is not `Name: value`");
    }
    const std::string_view name = line.substr(0, colon);
    auto* const field = header.field(name);
    if (field == nullptr) return {};
    if (*field) return base::corrupt("a frame has two fields `" + std::string(name) + "`");
    line.remove_prefix(colon + 1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    *field = line;
    return {};
}

base::Result<FrameHeader> read_header(std::string_view text) {
    FrameHeader header;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const auto taken = take_line(header, text.substr(0, end)); !taken) {
            return taken.error();
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (header.content_type.value_or("").empty()) {
        return base::corrupt("a frame has no `Content-Type`");
    }
    return header;
}

base::Result<std::size_t> body_size(const FrameHeader& header) {
    if (!header.content_length) return std::size_t{0};
    const std::string_view digits = *header.content_length;
    std::size_t bytes = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
    const bool too_large = problem == std::errc::result_out_of_range;
    if (end != digits.data() + digits.size() || (problem != std::errc{} && !too_large)) {
        return base::corrupt("the `Content-Length` of a frame is no number");
    }
    if (too_large || bytes > base::limits::event_body_bytes_max) {
        return base::Error{base::Fault::exhausted,
                           "the body of a frame is larger than " +
                               std::to_string(base::limits::event_body_bytes_max) + " bytes"};
    }
    return bytes;
}

}  // namespace

void EventFrames::feed(std::string_view bytes) {
    if (bad_) return;
    // Only when as much is taken as is left: so no byte is moved often.
    if (begin_ >= buffer_.size() - begin_) {
        buffer_.erase(0, begin_);
        begin_ = 0;
        if (buffer_.empty() && buffer_.capacity() > kept_room_max) buffer_ = {};
    }
    buffer_.append(bytes);
}

base::Result<std::optional<EventFrame>> EventFrames::next() {
    if (bad_) return *bad_;
    if (!extent_) {
        const auto found = find_extent();
        if (!found) return *(bad_ = found.error());
        if (!*found) return std::nullopt;
    }
    const std::size_t body_begin = extent_->header + empty_line.size();
    if (rest().size() - body_begin < extent_->body) return std::nullopt;

    const FrameHeader header = read_header(rest().substr(0, extent_->header)).value();
    const EventFrame frame{.content_type = *header.content_type,
                           .reply_text = header.reply_text.value_or(""),
                           .body = rest().substr(body_begin, extent_->body)};
    begin_ += body_begin + extent_->body;
    searched_ = 0;
    extent_.reset();
    return frame;
}

void EventFrames::skip_empty_lines() {
    if (searched_ > 0) return;
    begin_ = std::min(buffer_.find_first_not_of('\n', begin_), buffer_.size());
}

/// Whether the header of the next frame is whole, and then how far the frame goes.
base::Result<bool> EventFrames::find_extent() {
    skip_empty_lines();
    const std::string_view window = rest().substr(0, base::limits::event_header_bytes_max);
    // The first of the two line ends may have been the last byte so far.
    const std::size_t end = window.find(empty_line, searched_ > 0 ? searched_ - 1 : 0);
    if (end == std::string_view::npos) {
        searched_ = window.size();
        if (searched_ < base::limits::event_header_bytes_max) return false;
        return base::Error{base::Fault::exhausted,
                           "the header of a frame is larger than " +
                               std::to_string(base::limits::event_header_bytes_max) + " bytes"};
    }
    const auto header = read_header(window.substr(0, end));
    if (!header) return header.error();
    const auto body = body_size(*header);
    if (!body) return body.error();
    extent_ = Extent{end, *body};
    return true;
}

}  // namespace edgvoip::source::freeswitch

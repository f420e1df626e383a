#include "http/event_reader.hpp"

#include <utility>

namespace http {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

base::Result<void> EventReader::take(std::string_view bytes, std::vector<ReceivedEvent>& events) {
    while (!bytes.empty() && !is_too_long_) {
        if (std::exchange(skips_line_feed_, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const std::size_t end = bytes.find_first_of("\r\n");
        const std::string_view part = bytes.substr(0, end);
        is_too_long_ = part.size() > event_bytes_max_ - line_.size() - data_.size();
        if (is_too_long_) break;
        line_ += part;
        if (end == std::string_view::npos) break;
        skips_line_feed_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        take_line(events);
        line_.clear();
    }
    if (is_too_long_) return base::Error{base::Fault::exhausted, "an event is too long"};
    return {};
}

void EventReader::take_line(std::vector<ReceivedEvent>& events) {
    std::string_view line = line_;
    if (std::exchange(is_first_line_, false) && line.starts_with(byte_order_mark)) {
        line.remove_prefix(byte_order_mark.size());
    }
    if (line.empty()) return dispatch(events);
    // A comment is a field without a name.
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    std::string_view value;
    if (colon != std::string_view::npos) value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    take_field(name, value);
}

void EventReader::take_field(std::string_view name, std::string_view value) {
    if (name == "event") {
        name_ = value;
    } else if (name == "data") {
        data_.append(value).append("\n");
    } else if (name == "id" && value.find('\0') == std::string_view::npos) {
        id_ = value;
    }
}

void EventReader::dispatch(std::vector<ReceivedEvent>& events) {
    std::string name = std::exchange(name_, {});
    std::string data = std::exchange(data_, {});
    if (data.empty()) return;
    data.pop_back();
    if (name.empty()) name = "message";
    events.push_back({std::move(name), std::move(data), id_});
}

}  // namespace http

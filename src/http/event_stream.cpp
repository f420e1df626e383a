#include "http/event_stream.hpp"

#include "base/error.hpp"

#include <utility>

namespace http {
namespace {

/// Twice through the text for one byte: a search for any of two looks at each byte by a call.
bool has_line_end(std::string_view text) {
    return text.find('\n') != std::string_view::npos || text.find('\r') != std::string_view::npos;
}

std::string bytes_of(std::string_view event, std::string_view data, std::string_view id) {
    base::check(!has_line_end(event) && !has_line_end(data) && !has_line_end(id),
                "an event's texts are one line each");
    base::check(id.find('\0') == std::string_view::npos, "clients take the id of an event");
    std::string bytes;
    if (!id.empty()) bytes.append("id: ").append(id).append("\n");
    bytes.append("event: ").append(event).append("\ndata: ").append(data).append("\n\n");
    return bytes;
}

}  // namespace

void EventStream::when_too_slow(std::string_view event, std::string_view data) {
    std::string bytes = bytes_of(event, data, {});
    const std::lock_guard lock(mutex_);
    last_when_too_slow_ = std::move(bytes);
}

bool EventStream::send(std::string_view event, std::string_view data, std::string_view id) {
    return add(bytes_of(event, data, id));
}

bool EventStream::beat() {
    return add(":\n\n");
}

bool EventStream::add(std::string_view bytes) {
    std::function<void()> wake;
    bool has_room = false;
    {
        const std::lock_guard lock(mutex_);
        if (is_over_) return false;
        has_room = bytes.size() <= waiting_bytes_max_ - waiting_.size();
        if (has_room) {
            waiting_ += bytes;
        } else {
            is_over_ = true;
            if (!last_when_too_slow_.empty()) waiting_ = std::move(last_when_too_slow_);
        }
        wake = std::exchange(wake_, nullptr);
    }
    if (wake) wake();
    return has_room;
}

void EventStream::end() {
    std::function<void()> wake;
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
        wake = std::exchange(wake_, nullptr);
    }
    if (wake) wake();
}

bool EventStream::is_over() const {
    const std::lock_guard lock(mutex_);
    return is_over_;
}

std::string EventStream::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
}

void EventStream::on_news(std::function<void()> wake) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty() && !is_over_) {
            wake_ = std::move(wake);
            return;
        }
    }
    wake();
}

std::shared_ptr<EventStream> listening_to(std::shared_ptr<EventStream> stream) {
    EventStream* const heard = stream.get();
    return {heard, [kept = std::move(stream)](EventStream* left) { left->end(); }};
}

}  // namespace http

#include "http/event_stream.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"

#include <utility>

namespace http {
namespace {

bool has_line_end(std::string_view text) {
    return text.find_first_of("\r\n") != std::string_view::npos;
}

}  // namespace

bool EventStream::send(std::string_view event, std::string_view data) {
    base::check(!has_line_end(event) && !has_line_end(data), "an event's texts are one line each");
    std::string bytes("event: ");
    bytes.append(event).append("\ndata: ").append(data).append("\n\n");
    return add(bytes);
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
        has_room = bytes.size() <= base::limits::event_stream_bytes_max - waiting_.size();
        if (has_room) {
            waiting_ += bytes;
        } else {
            is_over_ = true;
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

#include "edgvoip/api/live_streams.hpp"

#include "base/limits.hpp"

#include <chrono>
#include <utility>

namespace edgvoip::api {

LiveStreams::LiveStreams(const base::Clock& clock)
    : clock_(clock), thread_([this] { look_after(); }) {}

LiveStreams::~LiveStreams() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_all();
    thread_.join();
    close_all("shutting_down");
}

void LiveStreams::add(std::shared_ptr<LiveStream> stream) {
    const std::lock_guard lock(mutex_);
    streams_.push_back(std::move(stream));
}

void LiveStreams::close_all(std::string_view reason) {
    std::vector<std::shared_ptr<LiveStream>> streams;
    {
        const std::lock_guard lock(mutex_);
        streams.swap(streams_);
    }
    for (const auto& stream : streams)
        stream->close(reason);
}

void LiveStreams::look_after() {
    constexpr std::chrono::seconds pause(1);
    std::unique_lock lock(mutex_);
    for (std::int64_t turn = 1; !woken_.wait_for(lock, pause, [this] { return is_stopping_; });
         ++turn) {
        look_at_all(turn % base::limits::live_beat_seconds == 0);
    }
}

void LiveStreams::look_at_all(bool is_time_to_beat) {
    const base::Instant now = clock_.now();
    std::erase_if(streams_, [&](const std::shared_ptr<LiveStream>& stream) {
        if (stream->is_over()) return true;
        if (stream->expires() <= now) {
            stream->close("token_expired");
            return true;
        }
        if (is_time_to_beat) stream->beat();
        return false;
    });
}

}  // namespace edgvoip::api

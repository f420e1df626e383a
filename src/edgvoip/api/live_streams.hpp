#pragma once

#include "base/clock.hpp"
#include "edgvoip/api/live_stream.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace edgvoip::api {

/// Looks after the streams of live calls with a thread of its own: keeps those alive that nothing
/// happens on, and closes those whose token has ended. Any thread.
class LiveStreams {
public:
    /// The clock outlives it.
    explicit LiveStreams(const base::Clock& clock);
    LiveStreams(const LiveStreams&) = delete;
    LiveStreams& operator=(const LiveStreams&) = delete;
    ~LiveStreams();

    void add(std::shared_ptr<LiveStream> stream);

    /// What all streams of the board share.
    const std::shared_ptr<WrittenChange>& written() const { return written_; }

    /// Closes all for a reason of the contract; who still may comes again.
    void close_all(std::string_view reason);

private:
    void look_after();
    void look_at_all(bool is_time_to_beat);

    const base::Clock& clock_;
    const std::shared_ptr<WrittenChange> written_ = std::make_shared<WrittenChange>();
    std::mutex mutex_;
    std::condition_variable woken_;
    bool is_stopping_ = false;
    std::vector<std::shared_ptr<LiveStream>> streams_;
    std::thread thread_;
};

}  // namespace edgvoip::api

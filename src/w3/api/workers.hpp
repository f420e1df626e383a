#pragma once

#include "base/observer.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace w3::api {

/// Threads for what may wait, and a bounded queue in front of them. Any thread.
class Workers {
public:
    using Work = std::function<void()>;

    /// Work that throws is told to the observer as `work_failed`; it outlives the workers.
    Workers(std::size_t threads, std::size_t waiting_max, base::Observer& observer);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() { stop(); }

    /// False, and the work is not done, when too much waits already or it is stopping.
    bool take(Work work);

    /// How much waits for a thread.
    std::size_t waiting() const;

    /// Does what waits, and ends the threads. The second call does nothing.
    void stop();

private:
    void attend();

    const std::size_t waiting_max_;
    base::Observer& observer_;
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Work> waiting_;
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace w3::api

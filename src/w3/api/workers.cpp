#include "w3/api/workers.hpp"

#include <exception>
#include <string_view>
#include <utility>

namespace w3::api {

Workers::Workers(std::size_t threads, std::size_t waiting_max, base::Observer& observer)
    : waiting_max_(waiting_max), observer_(observer) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { attend(); });
}

bool Workers::take(Work work) {
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || waiting_.size() >= waiting_max_) return false;
        waiting_.push_back(std::move(work));
    }
    woken_.notify_one();
    return true;
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

void Workers::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_all();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void Workers::attend() {
    for (;;) {
        Work work;
        {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        try {
            work();
        } catch (const std::exception& failure) {
            observer_.event(base::Severity::error, "work_failed",
                            {{"what", std::string_view(failure.what())}});
        }
    }
}

}  // namespace w3::api

#pragma once

#include "edgvoip/ingest/live_intake.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace edgvoip::ingest {

/// An intake that says what the test wants, at once or when the test lets it.
class FakeIntake final : public LiveIntake {
public:
    bool submit(call::LegRecord record, Done done) override {
        const std::lock_guard lock(mutex_);
        if (full) return false;
        submitted_.push_back(record.raw_ref);
        held_.push_back({std::move(record), std::move(done)});
        most_held_ = std::max(most_held_, held_.size());
        if (!hold) tell_one();
        return true;
    }
    void set_directory(std::shared_ptr<const directory::Directory>) override {}
    Counters counters() const override { return {}; }
    void stop() override {}

    /// Answers the record that waits longest.
    void release_one() {
        const std::lock_guard lock(mutex_);
        ASSERT_FALSE(held_.empty());
        tell_one();
    }
    void set_answer(base::Result<void> answer) {
        const std::lock_guard lock(mutex_);
        answer_ = std::move(answer);
    }
    /// File names in the order they were submitted.
    std::vector<std::string> submitted() const {
        const std::lock_guard lock(mutex_);
        return submitted_;
    }
    /// Files whose record was said to be durable.
    std::vector<call::LegRecord> stored() const {
        const std::lock_guard lock(mutex_);
        return stored_;
    }
    std::size_t held() const {
        const std::lock_guard lock(mutex_);
        return held_.size();
    }
    std::size_t most_held() const {
        const std::lock_guard lock(mutex_);
        return most_held_;
    }

    std::atomic<bool> hold = false;
    std::atomic<bool> full = false;

private:
    struct Held {
        call::LegRecord record;
        Done done;
    };

    void tell_one() {
        Held first = std::move(held_.front());
        held_.erase(held_.begin());
        if (answer_) stored_.push_back(std::move(first.record));
        first.done(answer_);
    }

    mutable std::mutex mutex_;
    base::Result<void> answer_;
    std::vector<Held> held_;
    std::vector<std::string> submitted_;
    std::vector<call::LegRecord> stored_;
    std::size_t most_held_ = 0;
};

/// Whether something comes true; patient, since machines are slow.
inline bool eventually(const std::function<bool()>& happens) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!happens()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

}  // namespace edgvoip::ingest

#include "edgvoip/ingest/live_intake.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <iterator>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace edgvoip::ingest {
namespace {

using call::LegRecord;

class ThreadedLiveIntake final : public LiveIntake {
public:
    ThreadedLiveIntake(std::unique_ptr<store::CallWriter> writer,
                       std::shared_ptr<const directory::Directory> directory,
                       const base::Clock& clock, base::Observer& observer, IndexFeed* feed)
        : writer_(std::move(writer)),
          clock_(clock),
          observer_(observer),
          feed_(feed),
          intake_(std::in_place, *writer_, std::move(directory), clock_, feed_) {}

    ThreadedLiveIntake(const ThreadedLiveIntake&) = delete;
    ThreadedLiveIntake& operator=(const ThreadedLiveIntake&) = delete;
    ~ThreadedLiveIntake() override { stop_once(); }

    /// On the caller's thread: proves that the store can be written.
    base::Result<void> begin() {
        const auto retried = intake_->retry_without_tenant();
        if (!retried) return retried.error();
        counters_.legs += *retried;
        thread_ = std::jthread([this] { run(); });
        return {};
    }

    bool submit(LegRecord record, Done done) override {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ || queue_.size() >= base::limits::ingest_queue_records_max) return false;
            queue_.push_back({std::move(record), std::move(done)});
        }
        woken_.notify_one();
        return true;
    }

    void set_directory(std::shared_ptr<const directory::Directory> directory) override {
        {
            const std::lock_guard lock(mutex_);
            new_directory_ = std::move(directory);
        }
        woken_.notify_one();
    }

    Counters counters() const override {
        const std::lock_guard lock(mutex_);
        Counters now = counters_;
        now.queued = static_cast<std::int64_t>(queue_.size());
        return now;
    }

    void stop() override { stop_once(); }

private:
    struct Waiting {
        LegRecord record;
        Done done;
    };

    void stop_once() {
        std::call_once(stopped_, [this] {
            {
                const std::lock_guard lock(mutex_);
                stopping_ = true;
            }
            woken_.notify_one();
            if (thread_.joinable()) thread_.join();
        });
    }

    void run() {
        for (;;) {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [this] { return stopping_ || !queue_.empty() || new_directory_; });
            if (queue_.empty() && !new_directory_) return;
            auto directory = std::exchange(new_directory_, nullptr);
            std::vector<Waiting> group = take_group();
            lock.unlock();
            if (directory) adopt(std::move(directory));
            if (!group.empty()) store(group);
            if (retry_due_) retry_without_tenant();
        }
    }

    std::vector<Waiting> take_group() {
        const auto count = static_cast<std::ptrdiff_t>(
            std::min(queue_.size(), base::limits::ingest_group_records_max));
        std::vector<Waiting> group(std::make_move_iterator(queue_.begin()),
                                   std::make_move_iterator(queue_.begin() + count));
        queue_.erase(queue_.begin(), queue_.begin() + count);
        return group;
    }

    void adopt(std::shared_ptr<const directory::Directory> directory) {
        intake_.emplace(*writer_, std::move(directory), clock_, feed_);
        retry_due_ = true;
    }

    void retry_without_tenant() {
        const auto retried = committed([this] { return intake_->retry_without_tenant(); });
        retry_due_ = !retried && retried.error().fault == base::Fault::unavailable;
    }

    void store(std::vector<Waiting>& group) {
        std::vector<LegRecord> records;
        records.reserve(group.size());
        for (const Waiting& waiting : group)
            records.push_back(waiting.record);
        const auto taken = take(std::move(records));
        if (taken) {
            count_lag(group);
            return tell(group, {});
        }
        const bool records_may_be_the_cause = taken.error().fault != base::Fault::unavailable;
        if (records_may_be_the_cause && group.size() > 1) return store_one_by_one(group);
        tell(group, taken.error());
        if (!records_may_be_the_cause) give_up_if_stopping(taken.error());
    }

    /// So that one record that cannot be stored keeps no other out.
    void store_one_by_one(std::vector<Waiting>& group) {
        const std::span<Waiting> all(group);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto taken = take({all[i].record});
            if (!taken && taken.error().fault == base::Fault::unavailable) {
                tell(all.subspan(i), taken.error());
                return give_up_if_stopping(taken.error());
            }
            if (taken) count_lag(all.subspan(i, 1));
            tell(all.subspan(i, 1), taken ? base::Result<void>() : taken.error());
        }
    }

    void count_lag(std::span<const Waiting> durable) {
        const base::Instant now = clock_.now();
        const std::lock_guard lock(mutex_);
        for (const Waiting& waiting : durable) {
            const LegRecord& leg = waiting.record;
            counters_.lag_by_source[leg.source].add(now.us - leg.ended.us);
        }
    }

    /// A store that is away must not hold up the end of the program, a wait for each group.
    void give_up_if_stopping(const base::Error& error) {
        std::deque<Waiting> rest;
        {
            const std::lock_guard lock(mutex_);
            if (!stopping_) return;
            rest = std::exchange(queue_, {});
        }
        for (Waiting& waiting : rest)
            waiting.done(error);
    }

    static void tell(std::span<Waiting> group, const base::Result<void>& result) {
        for (Waiting& waiting : group)
            waiting.done(result);
    }

    base::Result<IntakeCounts> take(std::vector<LegRecord> records) {
        return committed([&] { return intake_->take(std::move(records)); });
    }

    /// Runs a transaction and counts it. A failed check of ours is the failure of these records.
    template <class Work>
    base::Result<IntakeCounts> committed(Work work) {
        const auto start = std::chrono::steady_clock::now();
        base::Result<IntakeCounts> counts = IntakeCounts();
        try {
            counts = work();
        } catch (const std::exception& failure) {
            counts = base::invalid(failure.what());
        }
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - start);
        if (!counts) {
            observer_.event(base::Severity::error, "ingest_failed",
                            {{"fault", base::to_string(counts.error().fault)},
                             {"what", std::string_view(counts.error().detail)}});
        }
        const std::lock_guard lock(mutex_);
        if (counts) {
            counters_.legs += *counts;
            ++counters_.commits;
            counters_.last_commit_us = took.count();
        } else {
            ++counters_.failed_commits;
        }
        return counts;
    }

    const std::unique_ptr<store::CallWriter> writer_;
    const base::Clock& clock_;
    base::Observer& observer_;
    IndexFeed* const feed_;

    // Of the writing thread.
    std::optional<Intake> intake_;
    bool retry_due_ = false;

    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Waiting> queue_;
    std::shared_ptr<const directory::Directory> new_directory_;
    Counters counters_;
    bool stopping_ = false;

    std::once_flag stopped_;
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<LiveIntake>> LiveIntake::start(
    store::Store& store, std::shared_ptr<const directory::Directory> directory,
    const base::Clock& clock, base::Observer& observer, IndexFeed* feed) {
    auto writer = store.writer();
    if (!writer) return writer.error();
    auto intake = std::make_unique<ThreadedLiveIntake>(std::move(*writer), std::move(directory),
                                                       clock, observer, feed);
    if (const auto begun = intake->begin(); !begun) return begun.error();
    return std::unique_ptr<LiveIntake>(std::move(intake));
}

}  // namespace edgvoip::ingest

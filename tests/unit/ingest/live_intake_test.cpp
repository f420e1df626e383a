#include "edgvoip/ingest/live_intake.hpp"

#include "base/limits.hpp"
#include "fixed_time.hpp"
#include "hooked_store.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <thread>

namespace edgvoip::ingest {
namespace {

using call::LegRecord;
using testing::Each;
using testing::SizeIs;

/// What senders were told, in order.
class Told {
public:
    LiveIntake::Done done() {
        return [this](const base::Result<void>& result) {
            const std::lock_guard lock(mutex_);
            told_.push_back(result ? "stored" : std::string(base::to_string(result.error().fault)));
            changed_.notify_all();
        };
    }
    std::vector<std::string> await(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(60), [&] { return told_.size() >= count; });
        return told_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> told_;
};

class LiveIntakeTest : public testing::Test {
protected:
    void start() {
        auto started = LiveIntake::start(*store, directory, midnight, *observer);
        ASSERT_TRUE(started) << started.error().detail;
        live = std::move(*started);
    }
    std::vector<call::Call> calls() { return all_calls(*store, *recorded_directory()); }

    /// Makes the writing thread wait in the middle of a group of one.
    void hold_the_thread(const LegRecord& record) {
        gate.close();
        ASSERT_TRUE(live->submit(record, told.done()));
        gate.await_held();
    }

    TemporaryFolder folder;
    Gate gate;
    std::function<base::Result<void>(std::string_view, std::string_view)> fault =
        [](std::string_view, std::string_view) -> base::Result<void> { return {}; };
    std::unique_ptr<store::Store> store = std::make_unique<HookedStore>(
        open_store(folder.path("calls.db")),
        [this](std::string_view operation, std::string_view leg_id) -> base::Result<void> {
            if (operation == "begin") gate.pass();
            return fault(operation, leg_id);
        });
    std::shared_ptr<const directory::Directory> directory = recorded_directory();
    std::unique_ptr<base::Observer> observer = base::make_silent_observer();
    Told told;
    std::unique_ptr<LiveIntake> live;
};

/// What importing the recorded legs at once makes of them.
std::vector<call::Call> imported() {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path("calls.db"));
    const auto writer = store->writer().value();
    Intake intake(*writer, recorded_directory(), midnight);
    EXPECT_TRUE(intake.take(recorded_legs()));
    return all_calls(*store, *recorded_directory());
}

TEST_F(LiveIntakeTest, what_several_threads_submit_in_any_order_is_what_an_import_makes) {
    const auto expected = imported();
    auto legs = recorded_legs();
    std::shuffle(legs.begin(), legs.end(), std::mt19937(7));
    start();
    constexpr std::size_t threads = 4;
    std::vector<std::thread> senders;
    for (std::size_t t = 0; t < threads; ++t) {
        senders.emplace_back([&, t] {
            for (std::size_t i = t; i < legs.size(); i += threads)
                EXPECT_TRUE(live->submit(legs[i], told.done()));
        });
    }
    for (std::thread& sender : senders)
        sender.join();
    const auto results = told.await(legs.size());
    EXPECT_THAT(results, SizeIs(legs.size()));
    EXPECT_THAT(results, Each("stored"));
    EXPECT_EQ(calls(), expected);
}

TEST_F(LiveIntakeTest, success_is_told_when_the_record_is_durable) {
    const auto legs = recorded_legs();
    start();
    std::atomic<bool> seen = false;
    const auto second = open_store(folder.path("calls.db"));
    ASSERT_TRUE(live->submit(legs.front(), [&](const base::Result<void>& result) {
        const auto writer = second->writer().value();
        seen = result.has_value() && writer->find_leg(legs.front().leg_id).value().has_value();
    }));
    live->stop();
    EXPECT_TRUE(seen);
}

TEST_F(LiveIntakeTest, records_that_wait_together_are_committed_together) {
    auto legs = recorded_legs();
    legs.resize(300);
    start();
    const auto before = live->counters();
    hold_the_thread(legs[0]);
    for (std::size_t i = 1; i < legs.size(); ++i)
        ASSERT_TRUE(live->submit(legs[i], told.done()));
    EXPECT_EQ(live->counters().queued, 299);
    gate.open();
    EXPECT_THAT(told.await(300), Each("stored"));
    const auto after = live->counters();
    EXPECT_EQ(after.commits - before.commits, 2);
    EXPECT_EQ(after.failed_commits, 0);
    EXPECT_EQ(after.queued, 0);
    EXPECT_GT(after.last_commit_us, 0);
    EXPECT_EQ(after.legs.stored + after.legs.pending + after.legs.merged, 300);
    EXPECT_EQ(after.legs.calls >= static_cast<std::int64_t>(calls().size()), true);
}

TEST_F(LiveIntakeTest, one_record_that_cannot_be_stored_keeps_no_other_out) {
    auto legs = recorded_legs();
    legs.resize(20);
    const std::string bad = legs[7].leg_id;
    fault = [&](std::string_view operation, std::string_view leg_id) -> base::Result<void> {
        if (operation == "find_leg" && leg_id == bad) return base::corrupt("planted");
        return {};
    };
    start();
    hold_the_thread(legs[0]);
    for (std::size_t i = 1; i < legs.size(); ++i)
        ASSERT_TRUE(live->submit(legs[i], told.done()));
    gate.open();
    const auto results = told.await(legs.size());
    ASSERT_THAT(results, SizeIs(legs.size()));
    EXPECT_EQ(std::count(results.begin(), results.end(), "stored"), 19);
    EXPECT_EQ(results[7], "corrupt") << "each sender is told of its own, in order";
    const auto writer = store->writer().value();
    fault = [](std::string_view, std::string_view) -> base::Result<void> { return {}; };
    for (const LegRecord& leg : legs)
        EXPECT_EQ(writer->find_leg(leg.leg_id).value().has_value(), leg.leg_id != bad);
    EXPECT_EQ(live->counters().failed_commits, 2) << "the group, and the record alone";
}

TEST_F(LiveIntakeTest, a_record_that_breaks_a_check_of_ours_ends_nothing_but_itself) {
    auto legs = recorded_legs();
    legs.resize(3);
    fault = [&](std::string_view, std::string_view leg_id) -> base::Result<void> {
        if (leg_id == legs[1].leg_id) throw base::Bug("planted");
        return {};
    };
    start();
    hold_the_thread(legs[0]);
    ASSERT_TRUE(live->submit(legs[1], told.done()));
    ASSERT_TRUE(live->submit(legs[2], told.done()));
    gate.open();
    EXPECT_THAT(told.await(3), testing::ElementsAre("stored", "invalid", "stored"));
}

TEST_F(LiveIntakeTest, a_store_that_is_away_is_told_to_all_and_taken_up_again) {
    auto legs = recorded_legs();
    legs.resize(10);
    std::atomic<bool> away = false;
    fault = [&](std::string_view operation, std::string_view) -> base::Result<void> {
        if (away && operation == "commit") return base::unavailable("the disk is full");
        return {};
    };
    start();
    away = true;
    hold_the_thread(legs[0]);
    for (std::size_t i = 1; i < legs.size(); ++i)
        ASSERT_TRUE(live->submit(legs[i], told.done()));
    gate.open();
    EXPECT_THAT(told.await(10), Each("unavailable"));
    EXPECT_EQ(live->counters().failed_commits, 2) << "no record is tried alone then";
    EXPECT_TRUE(calls().empty());
    away = false;
    for (const LegRecord& leg : legs)
        ASSERT_TRUE(live->submit(leg, told.done()));
    const auto results = told.await(20);
    EXPECT_EQ(std::count(results.begin(), results.end(), "stored"), 10);
    EXPECT_FALSE(calls().empty());
}

TEST_F(LiveIntakeTest, stop_commits_what_waits_and_takes_nothing_more) {
    auto legs = recorded_legs();
    legs.resize(50);
    start();
    hold_the_thread(legs[0]);
    for (std::size_t i = 1; i < legs.size(); ++i)
        ASSERT_TRUE(live->submit(legs[i], told.done()));
    std::thread stopping([this] { live->stop(); });
    gate.open();
    stopping.join();
    EXPECT_THAT(told.await(0), SizeIs(50));
    EXPECT_THAT(told.await(0), Each("stored"));
    EXPECT_FALSE(live->submit(legs[0], [](const base::Result<void>&) { FAIL(); }));
    live->stop();
    live.reset();
}

TEST_F(LiveIntakeTest, stop_does_not_wait_again_and_again_for_a_store_that_is_away) {
    const auto legs = recorded_legs();
    std::atomic<bool> away = false;
    std::atomic<int> begun = 0;
    fault = [&](std::string_view operation, std::string_view) -> base::Result<void> {
        if (!away || operation != "begin") return {};
        ++begun;
        return base::unavailable("somebody else writes");
    };
    start();
    away = true;
    hold_the_thread(legs[0]);
    constexpr std::size_t waiting = 3 * base::limits::ingest_group_records_max;
    for (std::size_t i = 0; i < waiting; ++i)
        ASSERT_TRUE(live->submit(legs[i % legs.size()], told.done()));
    std::thread stopping([this] { live->stop(); });
    // Refused: it stops. (Slowly, so that the queue is not full before.)
    while (live->submit(legs[0], [](const base::Result<void>&) {}))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    gate.open();
    stopping.join();
    EXPECT_THAT(told.await(0), Each("unavailable"));
    EXPECT_THAT(told.await(0), SizeIs(waiting + 1));
    EXPECT_EQ(begun, 1);
}

TEST_F(LiveIntakeTest, a_full_queue_takes_nothing_and_calls_nobody) {
    const auto legs = recorded_legs();
    start();
    hold_the_thread(legs[0]);
    for (std::size_t i = 0; i < base::limits::ingest_queue_records_max; ++i)
        ASSERT_TRUE(live->submit(legs[i % legs.size()], told.done()));
    EXPECT_FALSE(live->submit(legs[0], [](const base::Result<void>&) { FAIL(); }));
    gate.open();
    EXPECT_THAT(told.await(base::limits::ingest_queue_records_max + 1), Each("stored"));
    EXPECT_TRUE(live->submit(legs[0], told.done()));
}

TEST_F(LiveIntakeTest, a_new_directory_takes_in_what_waited_for_its_tenant) {
    directory = directory::Directory::parse(R"({"tenants":[]})").value();
    start();
    const auto legs = recorded_legs();
    for (const LegRecord& leg : legs)
        ASSERT_TRUE(live->submit(leg, told.done()));
    EXPECT_THAT(told.await(legs.size()), Each("stored"));
    EXPECT_TRUE(calls().empty());
    live->set_directory(recorded_directory());
    live->stop();
    EXPECT_EQ(calls(), imported());
}

TEST_F(LiveIntakeTest, a_new_directory_is_tried_again_when_the_store_was_away) {
    directory = directory::Directory::parse(R"({"tenants":[]})").value();
    std::atomic<int> fail = 0;
    fault = [&](std::string_view operation, std::string_view) -> base::Result<void> {
        if (operation == "pending_roots" && fail-- > 0) return base::unavailable("away");
        return {};
    };
    start();
    const auto legs = recorded_legs();
    for (const LegRecord& leg : legs)
        ASSERT_TRUE(live->submit(leg, told.done()));
    told.await(legs.size());
    fail = 1;
    live->set_directory(recorded_directory());
    while (live->counters().failed_commits == 0)
        std::this_thread::yield();
    EXPECT_TRUE(calls().empty());
    ASSERT_TRUE(live->submit(legs[0], told.done()));
    live->stop();
    EXPECT_EQ(calls(), imported());
}

TEST_F(LiveIntakeTest, starting_takes_in_what_waited_for_a_tenant) {
    directory = directory::Directory::parse(R"({"tenants":[]})").value();
    start();
    for (const LegRecord& leg : recorded_legs())
        ASSERT_TRUE(live->submit(leg, told.done()));
    live->stop();
    live.reset();
    directory = recorded_directory();
    start();
    EXPECT_EQ(calls(), imported());
}

TEST_F(LiveIntakeTest, does_not_start_on_a_store_that_cannot_be_written) {
    fault = [](std::string_view operation, std::string_view) -> base::Result<void> {
        if (operation == "begin") return base::unavailable("read-only");
        return {};
    };
    const auto started = LiveIntake::start(*store, directory, midnight, *observer);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().fault, base::Fault::unavailable);
}

TEST_F(LiveIntakeTest, an_import_beside_it_loses_nothing) {
    const auto legs = recorded_legs();
    start();
    std::thread import([&] {
        const auto own = open_store(folder.path("calls.db"));
        const auto writer = own->writer().value();
        Intake intake(*writer, directory, midnight);
        for (std::size_t i = 0; i < legs.size(); i += 20) {
            const auto first = legs.begin() + static_cast<std::ptrdiff_t>(i);
            const auto count = std::min<std::size_t>(20, legs.size() - i);
            EXPECT_TRUE(intake.take({first, first + static_cast<std::ptrdiff_t>(count)}));
        }
    });
    for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg)
        ASSERT_TRUE(live->submit(*leg, told.done()));
    import.join();
    EXPECT_THAT(told.await(legs.size()), Each("stored"));
    EXPECT_EQ(calls(), imported());
}

}  // namespace
}  // namespace edgvoip::ingest

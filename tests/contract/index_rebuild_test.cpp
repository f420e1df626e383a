#include "base/observer.hpp"
#include "edgvoip/index/comparison.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "random_calls.hpp"
#include "sql/sqlite/connection.hpp"
#include "store_fixture.hpp"
#include "two_tenants.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace edgvoip::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

class IndexRebuildTest : public StoreContract {
protected:
    void start(std::int32_t contact_min_sec = 0) {
        feed = ingest::IndexFeed::start(*store, indexes, {{tenant, contact_min_sec}}, *observer)
                   .value();
        indexes.wait_beyond(tenant, -1, minutes(10));
    }
    void put_some(int count) {
        std::vector<call::Call> calls;
        calls.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            calls.push_back(random.call(tenant));
        put(calls);
    }
    /// Statements that no writer would do.
    void tamper(const std::string& script) {
        sql::sqlite::Options options;
        options.path = (folder.path() / "calls.db").string();
        sql::sqlite::Connection::open(options).value()->script("tamper", script).value();
    }
    static std::int64_t differences(const ingest::IndexPair& pair) {
        return index::compare(*pair.running, *pair.rebuilt).differences();
    }

    const std::shared_ptr<const directory::Directory> directory = two_tenants();
    const base::TenantId tenant = directory->tenants()[0].id;
    const base::TenantId other = directory->tenants()[1].id;
    RandomCalls random{33};
    index::Indexes indexes;
    std::unique_ptr<base::Observer> observer = base::make_silent_observer();
    std::unique_ptr<ingest::IndexFeed> feed;
};

INSTANTIATE_TEST_SUITE_P(, IndexRebuildTest, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(IndexRebuildTest, GivesTheRunningIndexAndAnotherOfTheSameChange) {
    put_some(300);
    start(7);
    const auto pair = feed->rebuild_beside(tenant).value();
    EXPECT_EQ(pair.running, indexes.current(tenant));
    EXPECT_NE(pair.running, pair.rebuilt);
    EXPECT_EQ(pair.rebuilt->size(), 300);
    EXPECT_EQ(pair.rebuilt->change_seq(), pair.running->change_seq());
    EXPECT_EQ(pair.rebuilt->contact_min_sec(), 7);
    EXPECT_EQ(differences(pair), 0);
}

TEST_P(IndexRebuildTest, WhatOthersHaveCommittedIsPublished) {
    start();
    put_some(5);
    const auto pair = feed->rebuild_beside(tenant).value();
    EXPECT_EQ(pair.running->size(), 5);
    EXPECT_EQ(indexes.current(tenant), pair.running);
    EXPECT_EQ(differences(pair), 0);
}

TEST_P(IndexRebuildTest, FindsWhatWasChangedWithoutAChange) {
    put_some(50);
    start();
    tamper(
        "UPDATE calls SET ring_sec = ring_sec + 1 WHERE call_id IN"
        " (SELECT call_id FROM calls ORDER BY start_us LIMIT 3)");
    const auto pair = feed->rebuild_beside(tenant).value();
    EXPECT_EQ(index::compare(*pair.running, *pair.rebuilt).of(index::IndexPart::calls), 3);
}

TEST_P(IndexRebuildTest, AnUnknownTenantAndOneThatIsLoadingAreTold) {
    put_some(3);
    start();
    EXPECT_EQ(feed->rebuild_beside(other).error().fault, base::Fault::not_found);
    tamper("UPDATE calls SET direction = direction + 10");
    const auto damaged = feed->rebuild_beside(tenant);
    ASSERT_FALSE(damaged);
    EXPECT_EQ(damaged.error().fault, base::Fault::corrupt);
    EXPECT_EQ(indexes.current(tenant)->size(), 3) << "the running one goes on";

    index::Indexes others;
    const auto loading = ingest::IndexFeed::start(*store, others, {{tenant, 0}}, *observer).value();
    EXPECT_EQ(loading->rebuild_beside(tenant).error().fault, base::Fault::unavailable);
}

/// This process commits, another one does, rules change, and the follower follows, all at once.
TEST_P(IndexRebuildTest, TheTwoMeetWhileEverybodyCommits) {
    put_some(200);
    start();
    std::vector<call::Call> mine;
    std::vector<call::Call> theirs;
    for (int i = 0; i < 150; ++i) {
        mine.push_back(random.call(tenant));
        theirs.push_back(random.call(tenant));
    }
    std::atomic<int> running{2};
    std::vector<std::thread> writers;
    const auto write = [&](const std::vector<call::Call>& calls, bool through_feed) {
        const auto writer = store->writer().value();
        for (const call::Call& call : calls) {
            writer->begin().value();
            writer->put(call, {}).value();
            if (through_feed) {
                feed->commit(*writer, {{tenant, {index::put(call::outline_of(call))}}}).value();
            } else {
                writer->commit().value();
            }
            std::this_thread::sleep_for(milliseconds(1));
        }
        --running;
    };
    writers.emplace_back([&] { write(mine, true); });
    writers.emplace_back([&] { write(theirs, false); });
    int met = 0;
    std::int64_t last = -1;
    for (bool is_last = false; !is_last;) {
        is_last = running == 0;
        feed->set_tenants({{tenant, met % 3}});
        const auto pair = feed->rebuild_beside(tenant);
        if (!pair) {
            ASSERT_EQ(pair.error().fault, base::Fault::unavailable);
            continue;
        }
        ++met;
        ASSERT_EQ(differences(*pair), 0);
        ASSERT_GE(pair->running->change_seq(), last);
        last = pair->running->change_seq();
    }
    for (std::thread& writer : writers)
        writer.join();
    EXPECT_GT(met, 1);
    EXPECT_EQ(feed->rebuild_beside(tenant).value().running->size(), 500);
}

}  // namespace
}  // namespace edgvoip::store

#include "edgvoip/ingest/index_feed.hpp"

#include "base/observer.hpp"
#include "edgvoip/query/answer.hpp"
#include "random_calls.hpp"
#include "sql/sqlite/connection.hpp"
#include "store_fixture.hpp"
#include "two_tenants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace edgvoip::store {
namespace {

using std::chrono::minutes;

class IndexFeedTest : public StoreContract {
protected:
    void start(const std::vector<base::TenantId>& tenants) {
        feed = ingest::IndexFeed::start(*store, indexes, with_rule(tenants), *observer).value();
    }
    static std::vector<ingest::IndexedTenant> with_rule(const std::vector<base::TenantId>& tenants,
                                                        std::int32_t contact_min_sec = 0) {
        std::vector<ingest::IndexedTenant> all;
        all.reserve(tenants.size());
        for (const base::TenantId tenant : tenants)
            all.push_back({tenant, contact_min_sec});
        return all;
    }
    index::Version loaded(base::TenantId of) { return indexes.wait_beyond(of, -1, minutes(10)); }
    /// The first version that shows more than that change.
    index::Version after(base::TenantId of, std::int64_t change_seq) {
        return indexes.wait_beyond(of, change_seq, minutes(10));
    }

    ingest::TenantChanges puts(const std::vector<call::Call>& calls) {
        ingest::TenantChanges changes;
        for (const call::Call& call : calls)
            changes[call.tenant].push_back(index::put(call::outline_of(call)));
        return changes;
    }
    void commit(CallWriter& writer, const std::vector<call::Call>& calls) {
        writer.begin().value();
        for (const call::Call& call : calls)
            writer.put(call, {}).value();
        feed->commit(writer, puts(calls)).value();
    }

    /// That the version has exactly the tenant's calls, each where it is.
    void expect_like_the_store(base::TenantId of) {
        const auto reader = store->reader().value();
        std::vector<CallPlace> places;
        const auto change_seq = reader->outlines(of, [&places](const call::Outline& outline) {
            places.push_back({outline.start, outline.id});
        });
        const index::Version version = indexes.current(of);
        ASSERT_NE(version, nullptr);
        EXPECT_EQ(version->change_seq(), change_seq.value());
        const auto list = version->page(everything(), call::CallOrder::oldest_first, 0, 1'000'000);
        std::vector<CallPlace> listed;
        for (const index::ListedCall& call : list.calls)
            listed.push_back({call.start, call.place.id});
        EXPECT_EQ(listed, places);
        for (const CallPlace& place : places)
            EXPECT_EQ(version->find(place.id.text), place.start);
    }

    const std::shared_ptr<const directory::Directory> directory = two_tenants();
    const base::TenantId tenant = directory->tenants()[0].id;
    const base::TenantId other = directory->tenants()[1].id;
    RandomCalls random{21};
    index::Indexes indexes;
    std::unique_ptr<base::Observer> observer = base::make_silent_observer();
    std::unique_ptr<ingest::IndexFeed> feed;
};

INSTANTIATE_TEST_SUITE_P(, IndexFeedTest, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(IndexFeedTest, LoadsWhatIsThere) {
    std::vector<call::Call> calls;
    for (int i = 0; i < 500; ++i)
        calls.push_back(random.call(i % 3 == 0 ? other : tenant));
    put(calls);
    start({tenant, other});
    EXPECT_EQ(loaded(tenant)->size(), 333);
    EXPECT_EQ(loaded(other)->size(), 167);
    EXPECT_TRUE(indexes.all_ready());
    expect_like_the_store(tenant);
    expect_like_the_store(other);
    EXPECT_GT(feed->interning_bytes(), 0U);
}

TEST_P(IndexFeedTest, WhatIsCommittedThroughItIsThereAtOnce) {
    start({tenant, other});
    loaded(tenant);
    loaded(other);
    const auto writer = store->writer().value();
    for (std::int64_t change = 1; change <= 20; ++change) {
        const call::Call call = random.call(tenant);
        commit(*writer, {call, random.call(other)});
        const index::Version version = indexes.current(tenant);
        EXPECT_EQ(version->change_seq(), change);
        EXPECT_EQ(version->find(call.id.text), call.start);
    }
    expect_like_the_store(tenant);
    expect_like_the_store(other);
}

TEST_P(IndexFeedTest, AFailedCommitPublishesNothing) {
    start({tenant});
    loaded(tenant);
    const auto writer = store->writer().value();
    const call::Call call = random.call(tenant);
    EXPECT_FALSE(feed->commit(*writer, puts({call}))) << "no transaction";
    writer->rollback();
    EXPECT_EQ(indexes.current(tenant)->change_seq(), 0);
    EXPECT_EQ(indexes.current(tenant)->size(), 0);
    commit(*writer, {call});
    EXPECT_EQ(indexes.current(tenant)->size(), 1);
}

TEST_P(IndexFeedTest, FollowsWhatOthersCommit) {
    const call::Call first = random.call(tenant);
    put({first});
    start({tenant});
    loaded(tenant);
    const call::Call second = random.call(tenant);
    put({second});
    EXPECT_EQ(after(tenant, 1)->find(second.id.text), second.start);
    const auto stranger = store->writer().value();
    stranger->begin().value();
    stranger->remove({tenant, first.start, first.id}, "moved").value();
    stranger->commit().value();
    EXPECT_EQ(after(tenant, 2)->find(first.id.text), std::nullopt);
    expect_like_the_store(tenant);
}

TEST_P(IndexFeedTest, OwnChangesBehindAnothersTakeBothIn) {
    start({tenant});
    loaded(tenant);
    const auto writer = store->writer().value();
    for (std::int64_t round = 1; round <= 30; ++round) {
        put({random.call(tenant)});
        commit(*writer, {random.call(tenant)});
        EXPECT_EQ(indexes.current(tenant)->change_seq(), 2 * round);
        EXPECT_EQ(indexes.current(tenant)->size(), 2 * round);
    }
    expect_like_the_store(tenant);
}

TEST_P(IndexFeedTest, TenantsComeAndGo) {
    put({random.call(tenant), random.call(other)});
    start({tenant});
    loaded(tenant);
    EXPECT_EQ(indexes.current(other), nullptr);
    feed->set_tenants(with_rule({other}));
    EXPECT_EQ(loaded(other)->size(), 1);
    EXPECT_EQ(indexes.current(tenant), nullptr);
    EXPECT_TRUE(indexes.all_ready());
    const auto writer = store->writer().value();
    commit(*writer, {random.call(tenant), random.call(other)});
    EXPECT_EQ(indexes.current(other)->size(), 2);
    feed->set_tenants(with_rule({tenant, other}));
    EXPECT_EQ(loaded(tenant)->size(), 2);
    expect_like_the_store(tenant);
    expect_like_the_store(other);
}

TEST_P(IndexFeedTest, AnotherRuleForContactsIsInForceWhenSettingReturns) {
    put({random.call(tenant)});
    feed = ingest::IndexFeed::start(*store, indexes, with_rule({tenant}, 20), *observer).value();
    EXPECT_EQ(loaded(tenant)->contact_min_sec(), 20);
    const index::Version before = indexes.current(tenant);
    feed->set_tenants(with_rule({tenant}, 30));
    EXPECT_EQ(indexes.current(tenant)->contact_min_sec(), 30);
    EXPECT_EQ(indexes.current(tenant)->change_seq(), before->change_seq());
    EXPECT_EQ(before->contact_min_sec(), 20) << "a version stays as it is";
    commit(*store->writer().value(), {random.call(tenant)});
    EXPECT_EQ(indexes.current(tenant)->contact_min_sec(), 30);
    EXPECT_EQ(indexes.current(tenant)->size(), 2);
    feed->set_tenants(with_rule({tenant, other}, 40));
    EXPECT_EQ(loaded(other)->contact_min_sec(), 40) << "one that is loaded later";
}

TEST_P(IndexFeedTest, MoreChangesThanAPageAreFollowed) {
    start({tenant});
    loaded(tenant);
    std::vector<call::Call> calls;
    for (std::int64_t i = 0; i < 2 * base::limits::change_calls_max + 7; ++i)
        calls.push_back(random.call(tenant));
    put(calls);
    for (std::int64_t seen = 0; seen < 3;)
        seen = after(tenant, seen)->change_seq();
    expect_like_the_store(tenant);
}

/// A store that was put back to an earlier state no longer has the changes that were followed.
TEST_P(IndexFeedTest, AHistoryThatIsNoLongerThereIsLoadedAnew) {
    put({random.call(tenant)});
    put({random.call(tenant)});
    start({tenant});
    loaded(tenant);
    sql::sqlite::Options options;
    options.path = (folder.path() / "calls.db").string();
    const auto raw = sql::sqlite::Connection::open(options).value();
    raw->script("restore",
                "BEGIN; DELETE FROM calls WHERE change_seq = 2;"
                " UPDATE change_counters SET change_seq = 1; COMMIT")
        .value();
    for (index::Version version = indexes.current(tenant);
         version == nullptr || version->change_seq() != 1; version = indexes.current(tenant)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(indexes.current(tenant)->size(), 1);
    expect_like_the_store(tenant);
}

TEST_P(IndexFeedTest, ADamagedTenantKeepsLoadingAndTheOthersAnswer) {
    put({random.call(tenant), random.call(other)});
    sql::sqlite::Options options;
    options.path = (folder.path() / "calls.db").string();
    const auto raw = sql::sqlite::Connection::open(options).value();
    const std::string where = " WHERE tenant_id = x'" +
                              base::to_hex({reinterpret_cast<const char*>(tenant.uuid.bytes.data()),
                                            tenant.uuid.bytes.size()}) +
                              "'";
    raw->script("damage", "UPDATE calls SET direction = direction + 10" + where).value();
    start({tenant, other});
    EXPECT_EQ(loaded(other)->size(), 1);
    EXPECT_EQ(indexes.wait_beyond(tenant, -1, std::chrono::milliseconds(300)), nullptr);
    raw->script("mend", "UPDATE calls SET direction = direction - 10" + where).value();
    EXPECT_EQ(loaded(tenant)->size(), 1) << "it is tried again";
}

/// Writers of this process and of another, tenants that load meanwhile, and lists all the time:
/// every answer is of one moment, and in the end nothing is missing.
TEST_P(IndexFeedTest, ListsAreOfOneMomentWhileEverybodyWrites) {
    constexpr int batches = 120;
    std::vector<call::Call> mine;
    std::vector<call::Call> theirs;
    for (int i = 0; i < 3 * batches; ++i) {
        mine.push_back(random.call(tenant));
        theirs.push_back(random.call(i % 2 == 0 ? tenant : other));
    }
    start({tenant, other});
    std::atomic<int> running{2};
    std::thread own([&] {
        const auto writer = store->writer().value();
        for (std::size_t batch = 0; batch < batches; ++batch)
            commit(*writer, {mine[3 * batch], mine[3 * batch + 1], mine[3 * batch + 2]});
        --running;
    });
    std::thread stranger([&] {
        const auto writer = store->writer().value();
        for (const call::Call& call : theirs) {
            writer->begin().value();
            writer->put(call, {}).value();
            writer->commit().value();
        }
        --running;
    });
    loaded(tenant);
    const auto reader = store->reader().value();
    std::int64_t answered = 0;
    for (bool is_last = false; !is_last;) {
        is_last = running == 0;
        query::CallQuestion question;
        question.filter = everything();
        question.page = {1, 500};
        const auto page = query::list_calls({indexes, *reader}, directory->tenants()[0], question);
        if (!page) continue;  // others may be faster than we are
        ++answered;
        ASSERT_EQ(page->total, indexes.current(tenant)->change_seq() == page->change_seq
                                   ? indexes.current(tenant)->size()
                                   : page->total);
        ASSERT_EQ(page->calls.size(),
                  static_cast<std::size_t>(std::min<std::int64_t>(page->total, 500)));
    }
    own.join();
    stranger.join();
    EXPECT_GT(answered, 0);
    const std::int64_t newest = store->change_watch().value()->change_seqs().value()[tenant];
    for (std::int64_t seen = indexes.current(tenant)->change_seq(); seen < newest;)
        seen = after(tenant, seen)->change_seq();
    const std::int64_t newest_other = store->change_watch().value()->change_seqs().value()[other];
    for (std::int64_t seen = loaded(other)->change_seq(); seen < newest_other;)
        seen = after(other, seen)->change_seq();
    expect_like_the_store(tenant);
    expect_like_the_store(other);
}

}  // namespace
}  // namespace edgvoip::store

#include "base/limits.hpp"
#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <tuple>
#include <vector>

namespace edgvoip::store {
namespace {

class StoreSnapshot : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(, StoreSnapshot, testing::ValuesIn(store_kinds()), name_of_kind);

/// Each batch adds three calls and takes the oldest one away: after n of them there are 2n + 1.
TEST_P(StoreSnapshot, OutlinesAndTheirChangeAreOfOneMoment) {
    const base::TenantId tenant{base::Uuid::random()};
    RandomCalls random(6);
    std::vector<call::Call> calls{random.call(tenant)};
    put(calls);
    constexpr int batches = 150;
    for (int i = 0; i < 3 * batches; ++i)
        calls.push_back(random.call(tenant));
    std::atomic<bool> done{false};
    std::thread writing([&] {
        const auto writer = store->writer().value();
        for (std::size_t batch = 0; batch < batches; ++batch) {
            writer->begin().value();
            for (std::size_t i = 1; i <= 3; ++i)
                writer->put(calls[3 * batch + i], {}).value();
            const call::Call& oldest = calls[batch];
            writer->remove({oldest.tenant, oldest.start, oldest.id}, "test").value();
            writer->commit().value();
        }
        done = true;
    });
    const auto reader = store->reader().value();
    std::int64_t last = 0;
    bool finished = false;
    while (!finished) {
        finished = done;
        std::vector<CallPlace> places;
        const auto change_seq = reader->outlines(tenant, [&places](const call::Outline& outline) {
            places.push_back({outline.start, outline.id});
        });
        if (!change_seq) {
            ADD_FAILURE() << change_seq.error().detail;
            break;
        }
        EXPECT_EQ(static_cast<std::int64_t>(places.size()), 2 * (*change_seq - 1) + 1);
        EXPECT_GE(*change_seq, last);
        last = *change_seq;
        const auto rows = reader->calls_at(tenant, places, *change_seq);
        ASSERT_TRUE(rows.has_value());
        if (*rows) {
            EXPECT_EQ((*rows)->size(), places.size());
        }
    }
    writing.join();
    EXPECT_EQ(last, batches + 1);
}

TEST_P(StoreSnapshot, ARowThatIsNewerOrNotThereIsNoAnswer) {
    const base::TenantId tenant{base::Uuid::random()};
    RandomCalls random(7);
    call::Call first = random.call(tenant);
    const call::Call second = random.call(tenant);
    put({first});
    put({second});
    const auto reader = store->reader().value();
    const std::vector<CallPlace> both{place_of(second), place_of(first)};
    EXPECT_FALSE(reader->calls_at(tenant, both, 1).value().has_value()) << "the second is newer";
    EXPECT_FALSE(reader->call_at(tenant, place_of(second), 1).value().has_value());
    const auto rows = reader->calls_at(tenant, both, 2).value();
    ASSERT_TRUE(rows.has_value());
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ((*rows)[0].call, second) << "in the order of the places";
    EXPECT_EQ((*rows)[1].call, first);
    EXPECT_EQ(reader->calls_at(tenant, {}, 0).value()->size(), 0U);
    first.from_name = "somebody";
    put({first});
    EXPECT_FALSE(reader->calls_at(tenant, both, 2).value().has_value()) << "the first has changed";
    EXPECT_TRUE(reader->calls_at(tenant, both, 3).value().has_value());
    const CallPlace nowhere{{first.start.us + 1}, first.id};
    EXPECT_FALSE(reader->calls_at(tenant, {&nowhere, 1}, any_change).value().has_value());
    EXPECT_FALSE(reader->call_at(tenant, nowhere, any_change).value().has_value());
}

TEST_P(StoreSnapshot, AnOutlineIsWhatTheCallSays) {
    const base::TenantId tenant{base::Uuid::random()};
    RandomCalls random(8);
    std::vector<call::Call> calls;
    for (int i = 0; i < 200; ++i)
        calls.push_back(random.call(tenant));
    put(calls);
    std::vector<call::Outline> outlines;
    const auto change_seq = store->reader().value()->outlines(
        tenant, [&outlines](call::Outline outline) { outlines.push_back(std::move(outline)); });
    EXPECT_EQ(change_seq.value(), 1);
    std::sort(calls.begin(), calls.end(), [](const call::Call& a, const call::Call& b) {
        return std::tie(a.start, a.id) < std::tie(b.start, b.id);
    });
    ASSERT_EQ(outlines.size(), calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i)
        EXPECT_EQ(outlines[i], call::outline_of(calls[i]));
    EXPECT_EQ(store->reader().value()->outlines({base::Uuid::random()}, {}).value(), 0);
}

TEST_P(StoreSnapshot, AWatchTellsOfEveryCommitOfAnybody) {
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
    RandomCalls random(9);
    const auto watch = store->change_watch().value();
    EXPECT_TRUE(watch->anything_new().value()) << "the first time";
    EXPECT_FALSE(watch->anything_new().value());
    EXPECT_TRUE(watch->change_seqs().value().empty());
    put({random.call(tenant)});
    EXPECT_TRUE(watch->anything_new().value());
    EXPECT_FALSE(watch->anything_new().value());
    put({random.call(tenant), random.call(other)});
    EXPECT_TRUE(watch->anything_new().value());
    const std::map<base::TenantId, std::int64_t> expected{{tenant, 2}, {other, 1}};
    EXPECT_EQ(watch->change_seqs().value(), expected);
}

TEST_P(StoreSnapshot, AWriterSaysWhichChangesATransactionWas) {
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
    RandomCalls random(10);
    const auto writer = store->writer().value();
    EXPECT_TRUE(writer->committed().empty());
    writer->begin().value();
    writer->put(random.call(tenant), {}).value();
    writer->put(random.call(tenant), {}).value();
    writer->commit().value();
    EXPECT_EQ(writer->committed(), (std::vector<CommittedChanges>{{tenant, 0, 1}}));
    put({random.call(tenant)});
    writer->begin().value();
    EXPECT_TRUE(writer->committed().empty());
    for (std::int64_t i = 0; i <= base::limits::change_calls_max; ++i)
        writer->put(random.call(tenant), {}).value();
    writer->put(random.call(other), {}).value();
    writer->commit().value();
    std::vector<CommittedChanges> expected{{tenant, 2, 4}, {other, 0, 1}};
    std::sort(expected.begin(), expected.end(),
              [](const auto& a, const auto& b) { return a.tenant < b.tenant; });
    EXPECT_EQ(writer->committed(), expected);
    writer->begin().value();
    writer->put(random.call(tenant), {}).value();
    writer->rollback();
    EXPECT_TRUE(writer->committed().empty());
}

/// What the moves of the only call are after each of its versions.
class KeyMovesTest : public StoreContract {
protected:
    KeyMoves moves_of(const call::Call& call) {
        const CallPlace place = place_of(call);
        return store->reader()
            .value()
            ->calls_at(tenant, {&place, 1}, any_change)
            .value()
            ->at(0)
            .moves;
    }
    void remove(const call::Call& call) {
        const auto writer = store->writer().value();
        writer->begin().value();
        writer->remove({tenant, call.start, call.id}, "moved").value();
        writer->commit().value();
    }

    const base::TenantId tenant{base::Uuid::random()};
    RandomCalls random{11};
};

INSTANTIATE_TEST_SUITE_P(, KeyMovesTest, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(KeyMovesTest, EachKeySaysWhenItLastBecameAnother) {
    call::Call call = random.call(tenant);
    call.direction = call::Direction::out;
    call.disposition = call::Disposition::answered;
    call.missed_reason.reset();
    call.answer = call.start;
    call.end = {call.start.us + 10 * base::us_per_second};
    call.ring_sec = 0;
    call.billsec = call.duration_sec = 10;
    call.quality = {};
    put({call});
    EXPECT_EQ(moves_of(call), (KeyMoves{0, 0, 0}));
    call.from_name = "another";
    put({call});
    EXPECT_EQ(moves_of(call), (KeyMoves{0, 0, 0})) << "nothing that it is sorted by";
    call.end.us += base::us_per_second;
    call.billsec = call.duration_sec = 11;
    put({call});
    EXPECT_EQ(moves_of(call), (KeyMoves{0, 3, 0}));
    call.quality.status = call::QualityStatus::measured;
    call.quality.mos_centi = 420;
    call.quality.mos_source = call::MosSource::pbx;
    put({call});
    EXPECT_EQ(moves_of(call), (KeyMoves{0, 3, 4}));
    remove(call);
    call.start.us += base::us_per_second;
    call.answer = call.start;
    call.billsec = call.duration_sec = 10;
    put({call});
    EXPECT_EQ(moves_of(call), (KeyMoves{6, 6, 6})) << "it was away";
    call.quality.mos_centi = 100;
    put({call, call});
    EXPECT_EQ(moves_of(call), (KeyMoves{6, 6, 7}));
}

TEST_P(KeyMovesTest, WhatNobodyCouldSeeIsNoMove) {
    call::Call call = random.call(tenant);
    call.direction = call::Direction::internal;
    call.disposition = call::Disposition::failed;
    call.missed_reason.reset();
    call.answer.reset();
    call.end = call.start;
    call.ring_sec = call.billsec = call.duration_sec = 0;
    call.quality = {};
    call::Call answered = call;
    answered.disposition = call::Disposition::answered;
    answered.answer = call.start;
    answered.end.us += 5 * base::us_per_second;
    answered.billsec = answered.duration_sec = 5;
    put({call, answered});
    EXPECT_EQ(moves_of(answered), (KeyMoves{0, 0, 0}));
}

}  // namespace
}  // namespace edgvoip::store

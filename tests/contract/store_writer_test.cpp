#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace edgvoip::store {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

/// A call with two legs and the records of both; the first record is the root, whose id is the
/// call's.
struct Stored {
    call::Call call;
    std::vector<call::LegRecord> records;

    CallKey key() const { return {call.tenant, call.start, call.id}; }
};

class StoreWriter : public StoreContract {
protected:
    Stored any(base::TenantId of) {
        Stored stored{random.call(of), {random.record(), random.record()}};
        stored.records[0].leg_id = stored.call.id.text;
        stored.call.legs = {random.leg(stored.call.start), random.leg(stored.call.start)};
        return stored;
    }

    void put_one(CallWriter& writer, const Stored& stored) {
        writer.begin().value();
        writer.put(stored.call, stored.records).value();
        writer.commit().value();
    }

    std::int64_t total(base::TenantId of) {
        return static_cast<std::int64_t>(stored_calls(*store->reader().value(), of).size());
    }

    std::optional<call::Call> find(base::TenantId of, const std::string& id) {
        const auto reader = store->reader().value();
        for (const call::Call& listed : stored_calls(*reader, of)) {
            if (listed.id.text == id)
                return reader->call_at(of, place_of(listed), any_change).value()->call;
        }
        return std::nullopt;
    }

    RandomCalls random{99};
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
};

INSTANTIATE_TEST_SUITE_P(, StoreWriter, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(StoreWriter, GivesBackEveryFieldOfEveryCall) {
    const auto writer = store->writer().value();
    std::vector<Stored> all;
    writer->begin().value();
    for (int i = 0; i < 300; ++i) {
        all.push_back(any(tenant));
        writer->put(all.back().call, all.back().records).value();
    }
    writer->commit().value();
    const auto reader = store->reader().value();
    for (const Stored& stored : all) {
        EXPECT_EQ(reader->call_at(tenant, place_of(stored.call), any_change).value()->call,
                  stored.call);
        EXPECT_EQ(writer->legs_of(stored.key()).value(), stored.records);
        for (const call::LegRecord& record : stored.records) {
            const auto place = writer->find_leg(record.leg_id).value();
            ASSERT_TRUE(place.has_value());
            EXPECT_THAT(place->call, Optional(stored.key()));
        }
    }
}

TEST_P(StoreWriter, ALegLeadsToItsCallAndNothingElseDoes) {
    const auto writer = store->writer().value();
    const Stored stored = any(tenant);
    put_one(*writer, stored);
    EXPECT_THAT(find(tenant, stored.call.id.text), Optional(stored.call));
    EXPECT_EQ(writer->find_leg("nothing").value().has_value(), false);
}

TEST_P(StoreWriter, ACallIdThatIsNoLegLeadsToTheCall) {
    const auto writer = store->writer().value();
    Stored stored = any(tenant);
    stored.call.id = {"pbx1-1760000000.17"};
    put_one(*writer, stored);
    EXPECT_THAT(find(tenant, "pbx1-1760000000.17"), Optional(stored.call));
    EXPECT_THAT(writer->find_leg(stored.records[0].leg_id).value()->call, Optional(stored.key()));
}

TEST_P(StoreWriter, PuttingTwiceIsHarmless) {
    const auto writer = store->writer().value();
    const Stored stored = any(tenant);
    for (int i = 0; i < 3; ++i)
        put_one(*writer, stored);
    EXPECT_EQ(total(tenant), 1);
    EXPECT_THAT(find(tenant, stored.call.id.text), Optional(stored.call));
    EXPECT_EQ(writer->legs_of(stored.key()).value(), stored.records);
}

TEST_P(StoreWriter, ReplacesACallWithItsLegs) {
    const auto writer = store->writer().value();
    const Stored before = any(tenant);
    put_one(*writer, before);
    Stored after = any(tenant);
    const std::string dropped = before.records[1].leg_id;
    after.call.start = before.call.start;
    after.call.id = before.call.id;
    after.call.answer.reset();
    after.call.disposition = call::Disposition::busy;
    after.call.direction = call::Direction::internal;
    after.call.missed_reason.reset();
    after.call.quality = {};
    after.call.end = after.call.start;
    after.call.ring_sec = after.call.duration_sec = after.call.billsec = 0;
    after.call.legs.resize(1);
    after.records.erase(after.records.begin());
    writer->begin().value();
    writer->put(before.call, before.records).value();
    writer->put(after.call, after.records).value();
    writer->commit().value();
    EXPECT_EQ(total(tenant), 1);
    EXPECT_THAT(find(tenant, after.call.id.text), Optional(after.call));
    EXPECT_EQ(writer->legs_of(after.key()).value(), after.records);
    EXPECT_FALSE(writer->find_leg(dropped).value().has_value()) << "a leg that is gone";
    EXPECT_TRUE(writer->find_leg(after.records[0].leg_id).value().has_value());
}

TEST_P(StoreWriter, RemovesACallWithAllItHas) {
    const auto writer = store->writer().value();
    const Stored gone = any(tenant);
    const Stored kept = any(tenant);
    put_one(*writer, gone);
    put_one(*writer, kept);
    writer->begin().value();
    writer->remove(gone.key(), "moved").value();
    writer->remove(gone.key(), "moved").value();  // nothing there any more: no failure
    writer->commit().value();
    EXPECT_EQ(total(tenant), 1);
    EXPECT_EQ(find(tenant, gone.call.id.text), std::nullopt);
    EXPECT_THAT(writer->legs_of(gone.key()).value(), IsEmpty());
    for (const call::LegRecord& record : gone.records) {
        EXPECT_FALSE(writer->find_leg(record.leg_id).value().has_value());
    }
    EXPECT_THAT(find(tenant, kept.call.id.text), Optional(kept.call));
}

TEST_P(StoreWriter, ACallMovesToAnotherStartAndTenant) {
    const auto writer = store->writer().value();
    const Stored before = any(tenant);
    put_one(*writer, before);
    for (const bool removed_first : {true, false}) {
        Stored after = before;
        after.call.tenant = other;
        after.call.start.us -= base::us_per_second;
        after.call.ring_sec += 1;
        after.call.duration_sec += 1;
        writer->begin().value();
        if (removed_first) writer->remove(before.key(), "moved").value();
        writer->put(after.call, after.records).value();
        if (!removed_first) writer->remove(before.key(), "moved").value();
        writer->commit().value();
        EXPECT_EQ(find(tenant, before.call.id.text), std::nullopt);
        EXPECT_THAT(find(other, before.call.id.text), Optional(after.call));
        EXPECT_EQ(total(tenant), 0);
        EXPECT_EQ(total(other), 1);
        for (const call::LegRecord& record : after.records) {
            EXPECT_THAT(writer->find_leg(record.leg_id).value()->call, Optional(after.key()));
        }
        writer->begin().value();
        writer->remove(after.key(), "moved").value();
        writer->put(before.call, before.records).value();
        writer->commit().value();
    }
}

TEST_P(StoreWriter, TwoTenantsMayHaveCallsOfOneStartAndId) {
    const auto writer = store->writer().value();
    Stored mine = any(tenant);
    Stored theirs = mine;
    theirs.call.tenant = other;
    mine.records.clear();
    theirs.records.clear();
    put_one(*writer, mine);
    put_one(*writer, theirs);
    EXPECT_EQ(total(tenant), 1);
    EXPECT_EQ(total(other), 1);
    writer->begin().value();
    writer->remove(theirs.key(), "moved").value();
    writer->commit().value();
    EXPECT_EQ(total(tenant), 1);
    EXPECT_EQ(total(other), 0);
}

TEST_P(StoreWriter, ARolledBackBatchLeavesNothing) {
    const auto writer = store->writer().value();
    const Stored kept = any(tenant);
    put_one(*writer, kept);
    const Stored lost = any(tenant);
    PendingLeg pending{random.record(), "parent", "no_root", {5}};
    writer->begin().value();
    writer->put(lost.call, lost.records).value();
    writer->remove(kept.key(), "moved").value();
    writer->put_pending(pending).value();
    writer->rollback();
    EXPECT_EQ(total(tenant), 1);
    EXPECT_THAT(find(tenant, kept.call.id.text), Optional(kept.call));
    EXPECT_EQ(writer->legs_of(kept.key()).value(), kept.records);
    EXPECT_FALSE(writer->find_leg(lost.records[1].leg_id).value().has_value());
    EXPECT_FALSE(writer->find_leg(pending.record.leg_id).value().has_value());
    EXPECT_EQ(store->figures()->pending_no_root, 0);
    writer->rollback();  // harmless without a batch
    put_one(*writer, lost);
    EXPECT_EQ(total(tenant), 2);
}

TEST_P(StoreWriter, NothingIsWrittenOutsideABatch) {
    const auto writer = store->writer().value();
    const Stored stored = any(tenant);
    EXPECT_EQ(writer->put(stored.call, stored.records).error().fault, base::Fault::unavailable);
    EXPECT_EQ(writer->remove(stored.key(), "moved").error().fault, base::Fault::unavailable);
    EXPECT_EQ(writer->put_pending({stored.records[0], "", "no_tenant", {1}}).error().fault,
              base::Fault::unavailable);
    EXPECT_EQ(writer->remove_pending("x").error().fault, base::Fault::unavailable);
    EXPECT_EQ(writer->commit().error().fault, base::Fault::unavailable);
    EXPECT_EQ(total(tenant), 0);
}

TEST_P(StoreWriter, ABatchIsSeenWhenItIsCommittedAndNotBefore) {
    const auto writer = store->writer().value();
    const Stored stored = any(tenant);
    writer->begin().value();
    writer->put(stored.call, stored.records).value();
    EXPECT_EQ(total(tenant), 0);
    EXPECT_TRUE(writer->find_leg(stored.records[1].leg_id).value().has_value())
        << "the writer sees its own batch";
    writer->commit().value();
    EXPECT_EQ(total(tenant), 1);
}

TEST_P(StoreWriter, ABrokenCallIsABugAndNotStored) {
    const auto writer = store->writer().value();
    Stored stored = any(tenant);
    stored.call.duration_sec += 1;
    writer->begin().value();
    EXPECT_THROW(static_cast<void>(writer->put(stored.call, stored.records)), base::Bug);
    writer->rollback();
    EXPECT_EQ(total(tenant), 0);
}

TEST_P(StoreWriter, SurvivesAReopening) {
    const Stored stored = any(tenant);
    const PendingLeg pending{random.record(), "parent", "no_root", {5}};
    {
        const auto writer = store->writer().value();
        writer->begin().value();
        writer->put(stored.call, stored.records).value();
        writer->put_pending(pending).value();
        writer->commit().value();
        writer->begin().value();
        writer->remove_pending("unfinished").value();
    }
    store.reset();
    store = open();
    EXPECT_THAT(find(tenant, stored.call.id.text), Optional(stored.call));
    const auto writer = store->writer().value();
    EXPECT_EQ(writer->legs_of(stored.key()).value(), stored.records);
    EXPECT_EQ(writer->find_pending(pending.record.leg_id).value()->record, pending.record);
}

TEST_P(StoreWriter, WritersOfSeveralThreadsTakeTurnsAndLoseNothing) {
    constexpr int threads = 3;
    constexpr int batches = 15;
    std::vector<std::vector<Stored>> work(threads);
    for (std::vector<Stored>& of_thread : work) {
        for (int i = 0; i < batches; ++i)
            of_thread.push_back(any(tenant));
    }
    std::vector<std::thread> running;
    for (const std::vector<Stored>& of_thread : work) {
        running.emplace_back([this, &of_thread] {
            const auto own = open();
            const auto writer = own->writer().value();
            for (const Stored& stored : of_thread)
                put_one(*writer, stored);
        });
    }
    for (std::thread& thread : running)
        thread.join();
    EXPECT_EQ(total(tenant), threads * batches);
    for (const std::vector<Stored>& of_thread : work) {
        for (const Stored& stored : of_thread)
            EXPECT_THAT(find(tenant, stored.call.id.text), Optional(stored.call));
    }
}

TEST_P(StoreWriter, WritersOfSeveralProcessesTakeTurnsAndLoseNothing) {
    constexpr int batches = 15;
    store.reset();  // a connection does not survive a fork
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    random = RandomCalls(child == 0 ? 1 : 2);
    const auto write_all = [this] {
        const auto own = open();
        const auto writer = own->writer().value();
        for (int i = 0; i < batches; ++i)
            put_one(*writer, any(tenant));
    };
    if (child == 0) {
        try {
            write_all();
            _exit(0);
        } catch (...) {
            _exit(1);
        }
    }
    write_all();
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    store = open();
    EXPECT_EQ(total(tenant), 2 * batches);
}

TEST_P(StoreWriter, ATransactionOfAnotherIsSeenWholeByTheNext) {
    const auto first = store->writer().value();
    const Stored stored = any(tenant);
    first->begin().value();
    first->put(stored.call, stored.records).value();
    std::thread next([&] {
        const auto second = store->writer().value();
        second->begin().value();
        EXPECT_EQ(second->legs_of(stored.key()).value(), stored.records);
        second->rollback();
    });
    first->commit().value();
    next.join();
}

TEST_P(StoreWriter, AWriterThatGoesInTheMiddleLetsTheNextCome) {
    const Stored dropped = any(tenant);
    {
        const auto writer = store->writer().value();
        writer->begin().value();
        writer->put(dropped.call, dropped.records).value();
    }
    const auto writer = store->writer().value();
    put_one(*writer, any(tenant));
    EXPECT_EQ(total(tenant), 1);
}

TEST_P(StoreWriter, ATransactionEndsBeforeTheNextBegins) {
    const auto writer = store->writer().value();
    writer->begin().value();
    EXPECT_THROW(static_cast<void>(writer->begin()), base::Bug);
    writer->rollback();
    writer->rollback();
    put_one(*writer, any(tenant));
    EXPECT_EQ(total(tenant), 1);
}

class StorePending : public StoreWriter {
protected:
    PendingLeg leg(const std::string& id, const std::string& parent, const std::string& reason) {
        PendingLeg pending{random.record(), parent, reason, {random.between(1, 1'000'000)}};
        pending.record.leg_id = id;
        return pending;
    }
    static std::vector<std::string> ids(const std::vector<PendingLeg>& legs) {
        std::vector<std::string> all;
        for (const PendingLeg& one : legs)
            all.push_back(one.record.leg_id);
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(, StorePending, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(StorePending, GivesBackWhatWasPut) {
    const auto writer = store->writer().value();
    const PendingLeg one = leg("b", "a", "no_root");
    writer->begin().value();
    writer->put_pending(one).value();
    const auto found = writer->find_pending("b").value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->record, one.record);
    EXPECT_EQ(found->parent, "a");
    EXPECT_EQ(found->reason, "no_root");
    EXPECT_EQ(found->since, one.since);
    const auto place = writer->find_leg("b").value();
    ASSERT_TRUE(place.has_value());
    EXPECT_FALSE(place->call.has_value());
    EXPECT_FALSE(writer->find_pending("a").value().has_value());
    writer->commit().value();
}

TEST_P(StorePending, ASecondCopyReplacesTheFirst) {
    const auto writer = store->writer().value();
    writer->begin().value();
    writer->put_pending(leg("b", "a", "no_root")).value();
    const PendingLeg richer = leg("b", "", "no_tenant");
    writer->put_pending(richer).value();
    writer->commit().value();
    EXPECT_EQ(store->figures()->pending_no_root, 0);
    EXPECT_EQ(store->figures()->pending_no_tenant, 1);
    EXPECT_EQ(writer->find_pending("b").value()->record, richer.record);
    EXPECT_THAT(writer->pending_below("a").value(), IsEmpty());
}

TEST_P(StorePending, AreFoundByTheirParentAndAsRootsInOrder) {
    const auto writer = store->writer().value();
    writer->begin().value();
    for (const auto& [id, parent, reason] :
         std::vector<std::array<std::string, 3>>{{"z", "root", "no_root"},
                                                 {"m", "root", "no_root"},
                                                 {"x", "elsewhere", "no_root"},
                                                 {"r2", "", "no_tenant"},
                                                 {"r1", "", "no_tenant"},
                                                 {"o", "", "a call that ends before it starts"}}) {
        writer->put_pending(leg(id, parent, reason)).value();
    }
    writer->commit().value();
    EXPECT_THAT(ids(writer->pending_below("root").value()), ElementsAre("m", "z"));
    EXPECT_THAT(ids(writer->pending_below("nobody").value()), IsEmpty());
    EXPECT_THAT(ids(writer->pending_roots().value()), ElementsAre("r1", "r2"));
    EXPECT_EQ(store->figures()->pending_no_root, 3);
    EXPECT_EQ(store->figures()->pending_no_tenant, 2);
    EXPECT_EQ(store->figures()->pending_other, 1);
}

TEST_P(StorePending, AreTakenOut) {
    const auto writer = store->writer().value();
    writer->begin().value();
    writer->put_pending(leg("b", "a", "no_root")).value();
    writer->remove_pending("b").value();
    writer->remove_pending("b").value();
    writer->commit().value();
    EXPECT_EQ(store->figures()->pending_no_root, 0);
    EXPECT_FALSE(writer->find_leg("b").value().has_value());
}

TEST_P(StorePending, ALegOfACallIsThereAndNotPending) {
    const auto writer = store->writer().value();
    const Stored stored = any(tenant);
    writer->begin().value();
    writer->put_pending(leg(stored.records[1].leg_id, stored.records[0].leg_id, "no_root")).value();
    writer->put(stored.call, stored.records).value();
    writer->commit().value();
    EXPECT_THAT(writer->find_leg(stored.records[1].leg_id).value()->call, Optional(stored.key()));
}

}  // namespace
}  // namespace edgvoip::store

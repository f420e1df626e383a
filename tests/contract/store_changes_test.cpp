#include "base/limits.hpp"
#include "changes_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

INSTANTIATE_TEST_SUITE_P(, StoreChanges, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(StoreChanges, AStoreWithoutCallsHasNothingAndAPlaceToGoOnFrom) {
    ChangesMirror mirror(tenant, 5);
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_EQ(mirror.last_page().through, 0);
    EXPECT_FALSE(mirror.step(*reader));
    const call::Call call = random.call(tenant);
    put({call});
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_EQ(mirror.calls(), (Calls{{call.id.text, call}}));
}

TEST_P(StoreChanges, EverythingComesInTheOrderOfChangeAPageAtATime) {
    std::vector<call::Call> calls;
    for (int i = 0; i < 5; ++i)
        calls.push_back(random.call(tenant));
    put_each(calls);
    put_each({calls[1]});
    ChangesMirror mirror(tenant, 2);
    EXPECT_TRUE(mirror.step(*reader));
    EXPECT_THAT(ids_of(mirror.last_page()), ElementsAre(calls[0].id.text, calls[2].id.text));
    EXPECT_TRUE(mirror.step(*reader));
    EXPECT_THAT(ids_of(mirror.last_page()), ElementsAre(calls[3].id.text, calls[4].id.text));
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_THAT(ids_of(mirror.last_page()), ElementsAre(calls[1].id.text));
    const std::int64_t place = mirror.last_page().through;
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_THAT(ids_of(mirror.last_page()), IsEmpty());
    EXPECT_EQ(mirror.last_page().through, place);
}

TEST_P(StoreChanges, APageThatEndsWithTheLastCallSaysSo) {
    put_each({random.call(tenant), random.call(tenant)});
    put_each({random.call(other)});
    ChangesMirror mirror(tenant, 2);
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_EQ(mirror.calls().size(), 2U);
}

TEST_P(StoreChanges, OneChangeIsNeverSplit) {
    std::vector<call::Call> calls;
    for (int i = 0; i < 7; ++i)
        calls.push_back(random.call(tenant));
    put({calls[0]});
    put({calls[1], calls[2], calls[3], calls[4]});
    put({calls[5], calls[6]});
    ChangesMirror mirror(tenant, 2);
    EXPECT_TRUE(mirror.step(*reader));
    EXPECT_EQ(mirror.last_page().calls.size(), 5U);
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_EQ(mirror.last_page().calls.size(), 2U);
}

TEST_P(StoreChanges, ARemovedCallIsToldOnceToThoseWhoMayHaveIt) {
    const call::Call call = random.call(tenant);
    put({call});
    ChangesMirror early(tenant, 9);
    early.catch_up(*reader);
    remove(call, "retention");
    ChangesMirror late(tenant, 9);
    late.catch_up(*reader);
    EXPECT_THAT(late.last_page().removed, IsEmpty());
    early.catch_up(*reader);
    EXPECT_THAT(early.last_page().removed, ElementsAre(RemovedCall{call.id, "retention"}));
    EXPECT_THAT(early.calls(), IsEmpty());
    early.catch_up(*reader);
    EXPECT_THAT(early.last_page().removed, IsEmpty());
}

TEST_P(StoreChanges, ACallThatCameBackIsACallAndNotRemoved) {
    const call::Call call = random.call(tenant);
    put({call});
    ChangesMirror mirror(tenant, 9);
    mirror.catch_up(*reader);
    remove(call);
    call::Call again = random.call(tenant);
    again.id = call.id;
    put({again});
    mirror.catch_up(*reader);
    EXPECT_THAT(mirror.last_page().removed, IsEmpty());
    EXPECT_EQ(mirror.calls(), (Calls{{call.id.text, again}}));
    remove(again, "second");
    mirror.catch_up(*reader);
    EXPECT_THAT(mirror.last_page().removed, ElementsAre(RemovedCall{call.id, "second"}));
}

TEST_P(StoreChanges, ACallThatMovedInTimeIsOneCallOfOneChange) {
    const call::Call call = random.call(tenant);
    put({call});
    ChangesMirror mirror(tenant, 1);
    mirror.catch_up(*reader);
    call::Call moved = random.call(tenant);
    moved.id = call.id;
    in_one_change([&](CallWriter& w) {
        w.remove(key_of(call), "moved").value();
        w.put(moved, {}).value();
    });
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_THAT(mirror.told_removed(), IsEmpty());
    EXPECT_EQ(mirror.calls(), (Calls{{call.id.text, moved}}));
}

TEST_P(StoreChanges, ACallThatMovedToAnotherTenantIsRemovedFromTheFirst) {
    const call::Call call = random.call(tenant);
    put({call});
    ChangesMirror mine(tenant, 9), theirs(other, 9);
    mine.catch_up(*reader);
    theirs.catch_up(*reader);
    call::Call moved = call;
    moved.tenant = other;
    in_one_change([&](CallWriter& w) {
        w.remove(key_of(call), "moved").value();
        w.put(moved, {}).value();
    });
    mine.catch_up(*reader);
    theirs.catch_up(*reader);
    EXPECT_THAT(mine.last_page().removed, ElementsAre(RemovedCall{call.id, "moved"}));
    EXPECT_THAT(mine.calls(), IsEmpty());
    EXPECT_EQ(theirs.calls(), (Calls{{call.id.text, moved}}));
    EXPECT_THAT(theirs.told_removed(), IsEmpty());
}

TEST_P(StoreChanges, LeavingAScopeIsToldOnlyWhereTheCallWas) {
    call::Call call = of_store(0);
    put({call});
    ChangesMirror first = mirror_of_store(0), second = mirror_of_store(1),
                  third = mirror_of_store(2);
    ChangesMirror all(tenant, 9);
    for (ChangesMirror* mirror : {&first, &second, &third, &all})
        mirror->catch_up(*reader);
    call.store = RandomCalls::stores().at(1);
    put({call});
    for (ChangesMirror* mirror : {&first, &second, &third, &all})
        mirror->catch_up(*reader);
    EXPECT_THAT(first.last_page().removed, ElementsAre(RemovedCall{call.id, "out_of_scope"}));
    EXPECT_THAT(first.calls(), IsEmpty());
    EXPECT_EQ(second.calls(), (Calls{{call.id.text, call}}));
    EXPECT_EQ(all.calls(), (Calls{{call.id.text, call}}));
    remove(call, "retention");
    for (ChangesMirror* mirror : {&first, &second, &third, &all})
        mirror->catch_up(*reader);
    EXPECT_THAT(first.last_page().removed, IsEmpty());
    EXPECT_THAT(second.last_page().removed, ElementsAre(RemovedCall{call.id, "retention"}));
    EXPECT_THAT(all.last_page().removed, ElementsAre(RemovedCall{call.id, "retention"}));
    EXPECT_THAT(third.told_removed(), IsEmpty());
}

TEST_P(StoreChanges, AMoveThatAlsoLeavesTheScopeDoesNotSayWhereTo) {
    const call::Call call = of_store(0);
    put({call});
    ChangesMirror mirror = mirror_of_store(0);
    mirror.catch_up(*reader);
    call::Call moved = of_store(1);
    moved.id = call.id;
    in_one_change([&](CallWriter& w) {
        w.remove(key_of(call), "moved").value();
        w.put(moved, {}).value();
    });
    mirror.catch_up(*reader);
    EXPECT_THAT(mirror.last_page().removed, ElementsAre(RemovedCall{call.id, "out_of_scope"}));
}

TEST_P(StoreChanges, TwoStepsWithinOneChangeAreOne) {
    call::Call call = of_store(0);
    put({call});
    ChangesMirror first = mirror_of_store(0), second = mirror_of_store(1);
    first.catch_up(*reader);
    second.catch_up(*reader);
    in_one_change([&](CallWriter& w) {
        call.store = RandomCalls::stores().at(1);
        w.put(call, {}).value();
        call.store = RandomCalls::stores().at(2);
        w.put(call, {}).value();
        w.remove(key_of(call), "retention").value();
    });
    first.catch_up(*reader);
    second.catch_up(*reader);
    EXPECT_THAT(first.last_page().removed, ElementsAre(RemovedCall{call.id, "retention"}));
    EXPECT_THAT(second.told_removed(), IsEmpty());
}

TEST_P(StoreChanges, AnEmptyScopeSeesNothing) {
    const call::Call call = of_store(0);
    put({call});
    ChangesMirror stores(tenant, 9), exts(tenant, 9);
    stores.see_only(std::vector<base::StoreId>(), std::nullopt);
    exts.see_only(std::nullopt, std::vector<std::string>());
    stores.catch_up(*reader);
    exts.catch_up(*reader);
    remove(call);
    stores.catch_up(*reader);
    exts.catch_up(*reader);
    EXPECT_THAT(stores.calls(), IsEmpty());
    EXPECT_THAT(exts.calls(), IsEmpty());
    EXPECT_THAT(stores.told_removed(), IsEmpty());
    EXPECT_THAT(exts.told_removed(), IsEmpty());
}

TEST_P(StoreChanges, APlaceTheStoreHasNotComeToIsRefused) {
    put_each({random.call(tenant)});
    EXPECT_TRUE(reader->changes(tenant, {1, 1, 9, {}, {}}).value().has_value());
    EXPECT_FALSE(reader->changes(tenant, {2, 1, 9, {}, {}}).value().has_value());
    EXPECT_FALSE(reader->changes(tenant, {1, 2, 9, {}, {}}).value().has_value());
    EXPECT_FALSE(reader->changes(other, {1, 1, 9, {}, {}}).value().has_value());
}

TEST_P(StoreChanges, AnAnswerLooksAtSoManyCallsAndGoesOn) {
    constexpr std::int64_t most = base::limits::sync_rows_examined_max;
    in_one_change([&](CallWriter& w) {
        for (std::int64_t i = 0; i < most + 10; ++i)
            w.put(of_store(0), {}).value();
    });
    const call::Call seen = of_store(1);
    put({seen});
    ChangesMirror mirror = mirror_of_store(1);
    EXPECT_TRUE(mirror.step(*reader));
    EXPECT_THAT(mirror.last_page().calls, IsEmpty());
    EXPECT_FALSE(mirror.step(*reader));
    EXPECT_THAT(ids_of(mirror.last_page()), ElementsAre(seen.id.text));
}

}  // namespace
}  // namespace edgvoip::store

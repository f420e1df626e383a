#include "base/limits.hpp"
#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace edgvoip::store {
namespace {

using testing::HasSubstr;

class StoreBulkLoader : public StoreContract {
protected:
    /// Calls with legs, in the order in which they are loaded.
    std::vector<call::Call> make_calls(int count) {
        std::vector<call::Call> calls;
        for (int i = 0; i < count; ++i) {
            call::Call call = random.call(i % 3 == 0 ? tenant : other);
            for (std::int64_t legs = random.between(0, 3); legs > 0; --legs)
                call.legs.push_back(random.leg(call.start));
            calls.push_back(std::move(call));
        }
        std::ranges::sort(calls, {}, [](const call::Call& call) {
            return std::tie(call.tenant, call.start, call.id);
        });
        return calls;
    }
    std::optional<call::Call> found(const call::Call& call) {
        const auto row =
            store->reader().value()->call_at(call.tenant, place_of(call), any_change).value();
        return row ? std::optional(row->call) : std::nullopt;
    }
    base::Error refusal() {
        const auto loader = store->bulk_loader();
        return loader ? base::Error{base::Fault::invalid, "it was begun"} : loader.error();
    }

    RandomCalls random{5};
    base::TenantId tenant{base::Uuid::random()};
    base::TenantId other{base::Uuid::random()};
};

TEST_P(StoreBulkLoader, StoresEveryCall) {
    const auto calls = make_calls(300);
    {
        const auto loader = store->bulk_loader().value();
        for (const call::Call& call : calls)
            loader->put(call, {}).value();
        loader->finish().value();
    }
    for (const call::Call& call : calls)
        EXPECT_EQ(found(call), call);
}

TEST_P(StoreBulkLoader, NumbersTheChangesOfATenantInPortions) {
    constexpr std::int64_t most = base::limits::change_calls_max;
    std::vector<call::Call> calls;
    for (std::int64_t i = 0; i <= 2 * most; ++i)
        calls.push_back(random.call(tenant));
    std::ranges::sort(calls, {},
                      [](const call::Call& call) { return std::tie(call.start, call.id); });
    {
        const auto loader = store->bulk_loader().value();
        for (const call::Call& call : calls)
            loader->put(call, {}).value();
        loader->finish().value();
    }
    const auto reader = store->reader().value();
    const auto changes_after = [&](std::int64_t after) {
        return reader->changes(tenant, {after, {}, 1, {}, {}}).value().value();
    };
    EXPECT_EQ(changes_after(0).calls.size(), std::size_t{most});
    EXPECT_EQ(changes_after(1).calls.size(), std::size_t{most});
    const ChangePage last = changes_after(2);
    EXPECT_EQ(last.calls.size(), 1U);
    EXPECT_EQ(last.calls.front().id, calls.back().id);
    EXPECT_EQ(last.through, 3);
    EXPECT_FALSE(last.more);
}

TEST_P(StoreBulkLoader, TheNextChangeIsTheWritersNext) {
    const auto calls = make_calls(10);
    {
        const auto loader = store->bulk_loader().value();
        for (const call::Call& call : calls)
            loader->put(call, {}).value();
        loader->finish().value();
    }
    const call::Call later = random.call(tenant);
    put({later});
    const auto page = store->reader().value()->changes(tenant, {1, {}, 9, {}, {}}).value().value();
    ASSERT_EQ(page.calls.size(), 1U);
    EXPECT_EQ(page.calls.front().id, later.id);
    EXPECT_EQ(page.through, 2);
}

TEST_P(StoreBulkLoader, RefusesAnyOtherOrder) {
    const auto loader = store->bulk_loader().value();
    call::Call call = random.call(tenant);
    loader->put(call, {}).value();
    const auto refused = [&](const call::Call& next) {
        const auto put = loader->put(next, {});
        return !put && put.error().fault == base::Fault::invalid &&
               put.error().detail.find(next.id.text) != std::string::npos;
    };
    EXPECT_TRUE(refused(call)) << "the same call";
    call::Call next = call;
    next.id.text.insert(next.id.text.begin(), ' ');
    EXPECT_TRUE(refused(next)) << "an id before";
    next = call;
    next.start.us -= 1;
    next.answer.reset();
    next.disposition = call::Disposition::failed;
    next.direction = call::Direction::out;
    next.missed_reason.reset();
    next.end = next.start;
    next.billsec = next.ring_sec = next.duration_sec = 0;
    next.id.text += 'z';
    EXPECT_TRUE(refused(next)) << "a start before";
    next.tenant.uuid = {};
    next.start.us += 2;
    next.end = next.start;
    EXPECT_TRUE(refused(next)) << "a tenant before";
    next.tenant = call.tenant;
    EXPECT_TRUE(loader->put(next, {}).has_value()) << "what is behind is still taken";
    loader->finish().value();
}

TEST_P(StoreBulkLoader, RefusesAStoreWithCalls) {
    put({random.call(tenant)});
    const base::Error error = refusal();
    EXPECT_EQ(error.fault, base::Fault::conflict);
    EXPECT_THAT(error.detail, HasSubstr("has or had calls"));
    EXPECT_THAT(error.detail, HasSubstr(folder.path().string()));
}

TEST_P(StoreBulkLoader, RefusesAStoreThatHadCalls) {
    const call::Call call = random.call(tenant);
    put({call});
    {
        const auto writer = store->writer().value();
        writer->begin().value();
        writer->remove({call.tenant, call.start, call.id}, "moved").value();
        writer->commit().value();
    }
    EXPECT_EQ(refusal().fault, base::Fault::conflict);
}

TEST_P(StoreBulkLoader, RefusesAStoreWithLegsThatWait) {
    {
        const auto writer = store->writer().value();
        writer->begin().value();
        writer->put_pending({random.record(), "a", "no_root", {1}}).value();
        writer->commit().value();
    }
    EXPECT_EQ(refusal().fault, base::Fault::conflict);
}

TEST_P(StoreBulkLoader, RefusesAStoreThatAnotherHasOpen) {
    const auto reader = store->reader().value();
    EXPECT_FALSE(reader->call_at(tenant, {{1}, {"x"}}, any_change).value().has_value());
    const base::Error error = refusal();
    EXPECT_EQ(error.fault, base::Fault::unavailable);
    EXPECT_THAT(error.detail, HasSubstr("has the store open"));
}

TEST_P(StoreBulkLoader, WhatIsNotFinishedLeavesNothing) {
    const auto calls = make_calls(50);
    {
        const auto loader = store->bulk_loader().value();
        for (const call::Call& call : calls)
            loader->put(call, {{random.record().leg_id, "bytes"}}).value();
    }
    for (const call::Call& call : calls)
        EXPECT_EQ(found(call), std::nullopt);
    const auto loader = store->bulk_loader().value();
    loader->put(calls.front(), {}).value();
    loader->finish().value();
}

TEST_P(StoreBulkLoader, TakesNothingBehindTheEnd) {
    const auto calls = make_calls(2);
    const auto loader = store->bulk_loader().value();
    loader->put(calls[0], {}).value();
    loader->finish().value();
    EXPECT_EQ(loader->put(calls[1], {}).error().fault, base::Fault::unavailable);
    EXPECT_EQ(loader->finish().error().fault, base::Fault::unavailable);
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreBulkLoader, testing::ValuesIn(store_kinds()), name_of_kind);

}  // namespace
}  // namespace edgvoip::store

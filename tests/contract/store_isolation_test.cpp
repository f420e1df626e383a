#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace edgvoip::store {
namespace {

class StoreIsolation : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(, StoreIsolation, testing::ValuesIn(store_kinds()), name_of_kind);

/// Every call of a tenant carries the tenant's id as its user: a foreign one is a canary.
TEST_P(StoreIsolation, NoQuestionOfOneTenantShowsAnother) {
    RandomCalls random(3);
    std::vector<base::TenantId> tenants;
    std::map<base::TenantId, std::vector<call::Call>> calls;
    std::vector<call::Call> all;
    for (int t = 0; t < 12; ++t) {
        tenants.push_back({base::Uuid::random()});
        for (int i = 0; i < 20; ++i) {
            call::Call call = random.call(tenants.back());
            call.user_id = tenants.back().uuid.text();
            calls[tenants.back()].push_back(call);
            all.push_back(call);
        }
    }
    put(all);
    const auto reader = store->reader().value();
    std::size_t shown = 0;
    for (int question = 0; question < 3000; ++question) {
        const base::TenantId asking = random.any_of(tenants);
        const base::TenantId about = random.any_of(tenants);
        const CallPage page =
            reader->page(asking, random.filter(), CallOrder::newest_first, 0, 500).value();
        for (const call::Call& call : page.calls)
            ASSERT_EQ(call.user_id, asking.uuid.text());
        shown += page.calls.size();
        const call::Call target = random.any_of(calls[about]);
        const auto found = reader->find(asking, target.id).value();
        ASSERT_EQ(found.has_value(), asking == about);
    }
    EXPECT_GT(shown, 1000U);
}

TEST_P(StoreIsolation, ATenantWithoutCallsSeesNothing) {
    RandomCalls random(4);
    const call::Call call = random.call({base::Uuid::random()});
    put({call});
    const auto reader = store->reader().value();
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    for (const base::TenantId nobody : {base::TenantId{}, base::TenantId{base::Uuid::random()}}) {
        EXPECT_EQ(reader->page(nobody, filter, CallOrder::newest_first, 0, 9).value().total, 0);
        EXPECT_FALSE(reader->find(nobody, call.id).value().has_value());
    }
}

/// A failed question leaves nothing of its tenant behind for the next one.
TEST_P(StoreIsolation, AFailedQuestionIsForgotten) {
    RandomCalls random(5);
    const base::TenantId first{base::Uuid::random()};
    const base::TenantId second{base::Uuid::random()};
    put({random.call(first), random.call(second), random.call(second)});
    const auto reader = store->reader().value();
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    CallFilter broken = filter;
    broken.number_prefixes.assign(number_prefixes_max + 1, "+39");
    EXPECT_THROW(static_cast<void>(reader->page(first, broken, CallOrder::newest_first, 0, 9)),
                 base::Bug);
    EXPECT_EQ(reader->page(second, filter, CallOrder::newest_first, 0, 9).value().total, 2);
    EXPECT_EQ(reader->page(first, filter, CallOrder::newest_first, 0, 9).value().total, 1);
}

}  // namespace
}  // namespace edgvoip::store

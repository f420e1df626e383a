#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

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
        if (random.one_in(20)) {
            const std::vector<call::Call> seen = stored_calls(*reader, asking);
            for (const call::Call& call : seen)
                ASSERT_EQ(call.user_id, asking.uuid.text());
            shown += seen.size();
        }
        const CallPlace target = place_of(random.any_of(calls[about]));
        const auto rows = reader->calls_at(asking, {&target, 1}, any_change).value();
        ASSERT_EQ(rows.has_value(), asking == about);
        const auto found = reader->call_at(asking, target, any_change).value();
        ASSERT_EQ(found.has_value(), asking == about);
    }
    EXPECT_GT(shown, 1000U);
}

TEST_P(StoreIsolation, ATenantWithoutCallsSeesNothing) {
    RandomCalls random(4);
    const call::Call call = random.call({base::Uuid::random()});
    put({call});
    const auto reader = store->reader().value();
    for (const base::TenantId nobody : {base::TenantId{}, base::TenantId{base::Uuid::random()}}) {
        EXPECT_TRUE(stored_calls(*reader, nobody).empty());
        EXPECT_FALSE(reader->call_at(nobody, place_of(call), any_change).value().has_value());
    }
}

/// A failed question leaves nothing of its tenant behind for the next one.
TEST_P(StoreIsolation, AFailedQuestionIsForgotten) {
    RandomCalls random(5);
    const base::TenantId first{base::Uuid::random()};
    const base::TenantId second{base::Uuid::random()};
    put({random.call(first), random.call(second), random.call(second)});
    const auto reader = store->reader().value();
    const auto fail = [](const call::Outline&) { throw std::runtime_error("the asker gave up"); };
    EXPECT_THROW(static_cast<void>(reader->outlines(first, fail)), std::runtime_error);
    EXPECT_EQ(stored_calls(*reader, second).size(), 2U);
    EXPECT_EQ(stored_calls(*reader, first).size(), 1U);
}

}  // namespace
}  // namespace edgvoip::store

#include "edgvoip/api/sync_token.hpp"

#include "base/limits.hpp"

#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

constexpr std::int64_t day_us = 24 * 3600 * base::us_per_second;

class SyncToken : public testing::Test {
protected:
    std::string given(const query::Sight& sight = {}) const {
        return write_sync_token(seal, tenant, sight, {70, 50}, now);
    }
    SyncTokenFault fault_of(const std::string& token, const query::Sight& sight = {},
                            base::Instant at = now) const {
        const auto read = read_sync_token(seal, tenant, sight, token, at);
        EXPECT_TRUE(std::holds_alternative<SyncTokenFault>(read));
        return std::get<SyncTokenFault>(read);
    }
    static base::StoreId store(char last) {
        return {*base::Uuid::parse(std::string("50000000-0000-4000-8000-00000000000") + last)};
    }

    static constexpr base::Instant now{1'760'000'000'000'000};
    const auth::Seal seal = auth::Seal::of(base::Secret(std::string(32, 'k'))).value();
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
};

TEST_F(SyncToken, LeadsBackToItsPlace) {
    const auto read = read_sync_token(seal, tenant, {}, given(), now);
    ASSERT_TRUE(std::holds_alternative<query::ChangePlace>(read));
    EXPECT_EQ(std::get<query::ChangePlace>(read).after, 70);
    EXPECT_EQ(std::get<query::ChangePlace>(read).removals_after, 50);
}

TEST_F(SyncToken, IsOfItsTenantAndNotToldFromAnInvention) {
    EXPECT_EQ(fault_of(write_sync_token(seal, other, {}, {70, 50}, now)), SyncTokenFault::not_ours);
    for (const std::string& token : {std::string(), std::string("start "), std::string("abc"),
                                     given().substr(1), given() + "A", "A" + given()}) {
        EXPECT_EQ(fault_of(token), SyncTokenFault::not_ours) << token;
    }
}

TEST_F(SyncToken, AnotherKindOfSealedTextIsNone) {
    const std::string text = *seal.unseal("sync", given());
    EXPECT_EQ(fault_of(seal.seal("page", text)), SyncTokenFault::not_ours);
    EXPECT_TRUE(std::holds_alternative<query::ChangePlace>(
        read_sync_token(seal, tenant, {}, seal.seal("sync", text), now)));
}

TEST_F(SyncToken, IsGoodForNinetyDays) {
    const base::Instant last{now.us + base::limits::sync_memory_days * day_us};
    EXPECT_TRUE(std::holds_alternative<query::ChangePlace>(
        read_sync_token(seal, tenant, {}, given(), last)));
    EXPECT_EQ(fault_of(given(), {}, {last.us + 1}), SyncTokenFault::stale);
}

TEST_F(SyncToken, AnotherSightMakesItStale) {
    query::Sight stores, both, exts, none, masked;
    stores.stores = {{store('1'), store('2')}};
    both = stores;
    both.exts = {{"1001"}};
    exts.exts = {{"1001"}};
    none.exts.emplace();
    masked.masked = true;
    const std::vector<query::Sight> sights = {{}, stores, both, exts, none, masked};
    for (std::size_t i = 0; i < sights.size(); ++i) {
        for (std::size_t j = 0; j < sights.size(); ++j) {
            if (i == j) continue;
            EXPECT_EQ(fault_of(given(sights[i]), sights[j]), SyncTokenFault::stale) << i << j;
        }
    }
}

TEST_F(SyncToken, OrderAndRepetitionOfAScopeDoNotMatter) {
    query::Sight one, same;
    one.stores = {{store('1'), store('2')}};
    one.exts = {{"1001", "1002"}};
    same.stores = {{store('2'), store('1'), store('2')}};
    same.exts = {{"1002", "1001", "1001"}};
    EXPECT_TRUE(std::holds_alternative<query::ChangePlace>(
        read_sync_token(seal, tenant, same, given(one), now)));
    query::Sight joined = one;
    joined.exts = {{"1001,1002"}};
    EXPECT_EQ(fault_of(given(one), joined), SyncTokenFault::stale);
}

}  // namespace
}  // namespace edgvoip::api

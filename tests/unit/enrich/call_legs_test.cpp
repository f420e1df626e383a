#include "edgvoip/enrich/call_legs.hpp"

#include "base/limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace edgvoip::enrich {
namespace {

call::LegRecord leg(const std::string& id, std::int64_t start, const std::string& parent = {}) {
    call::LegRecord record;
    record.leg_id = id;
    record.into_pbx = parent.empty();
    record.links.originating_leg = parent;
    record.started = {start};
    record.ended = {start + 10};
    return record;
}

TEST(CallLegs, PutTheRootFirstAndTheOthersByStart) {
    const auto legs =
        CallLegs::of({leg("c", 3, "a"), leg("b", 3, "a"), leg("d", 1, "a"), leg("a", 5)});
    ASSERT_TRUE(legs);
    std::string order;
    for (const auto& each : legs->all())
        order += each.leg_id;
    EXPECT_EQ(order, "adbc");
    EXPECT_EQ(legs->find("b")->leg_id, "b");
    EXPECT_EQ(legs->find("x"), nullptr);
    EXPECT_EQ(legs->find(""), nullptr);
}

TEST(CallLegs, KeepOfTwoRecordsTheOneThatSaysMore) {
    auto rich = leg("a", 5);
    rich.detail = 9;
    auto poor = leg("a", 5);
    poor.detail = 3;
    poor.ended = {99};
    auto longer = leg("a", 5);
    longer.detail = 9;
    longer.ended = {50};
    auto other = longer;
    other.hangup_cause = "USER_BUSY";
    std::vector<call::LegRecord> records = {rich, poor, longer, other};
    const auto first = CallLegs::of(records)->root();
    EXPECT_EQ(first.detail, 9);
    EXPECT_EQ(first.ended.us, 50);
    std::ranges::sort(records, {}, &call::LegRecord::hangup_cause);
    do {
        EXPECT_EQ(CallLegs::of(records)->root(), first);
    } while (std::ranges::next_permutation(records, {}, &call::LegRecord::ended).found);
}

TEST(CallLegs, NeedARootAndStayWithinTheirLimit) {
    const auto orphans = CallLegs::of({leg("b", 3, "a")});
    ASSERT_FALSE(orphans);
    EXPECT_EQ(orphans.error().fault, base::Fault::not_found);
    EXPECT_TRUE(orphans.error().detail.starts_with("no_root"));
    EXPECT_FALSE(CallLegs::of({}));
    std::vector<call::LegRecord> many = {leg("a", 1)};
    for (std::size_t i = 0; i < base::limits::call_legs_max; ++i) {
        many.push_back(leg("b" + std::to_string(i), 2, "a"));
    }
    const auto crowd = CallLegs::of(many);
    ASSERT_FALSE(crowd);
    EXPECT_EQ(crowd.error().fault, base::Fault::exhausted);
}

}  // namespace
}  // namespace edgvoip::enrich

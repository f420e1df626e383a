#include "edgvoip/enrich/family.hpp"

#include <gtest/gtest.h>

namespace edgvoip::enrich {
namespace {

call::LegRecord leg(bool into_pbx, const char* channel = "sofia/internal/1001@x") {
    call::LegRecord record;
    record.leg_id = "self";
    record.into_pbx = into_pbx;
    record.channel_name = channel;
    return record;
}

TEST(Family, CallsIntoThePbxAndCallsOnCommandAreRoots) {
    EXPECT_TRUE(is_root(leg(true)));
    EXPECT_TRUE(is_root(leg(false)));
    EXPECT_EQ(parent_of(leg(true)), "");
    auto picked = leg(true);
    picked.links.bridged_to = "other";
    picked.links.signal_bond = "other";
    EXPECT_TRUE(is_root(picked));
    EXPECT_EQ(parent_of(picked), "") << "a root hangs on nothing, whomever it talks with";
}

TEST(Family, RungLegsHangOnTheOneThatRangThem) {
    auto rung = leg(false);
    rung.links.originating_leg = "a";
    rung.links.originator = "joined-later";
    EXPECT_FALSE(is_root(rung));
    EXPECT_EQ(parent_of(rung), "a");
    rung.links.originating_leg.clear();
    EXPECT_FALSE(is_root(rung));
    EXPECT_EQ(parent_of(rung), "joined-later");
}

TEST(Family, AMovedLegStaysALegThoughItLooksLikeACall) {
    auto moved = leg(true, "sofia/external/+39340");
    moved.links.originating_leg = "a";
    EXPECT_FALSE(is_root(moved));
    EXPECT_EQ(parent_of(moved), "a");
}

TEST(Family, AQueuesAttemptHangsOnTheMember) {
    auto agent = leg(false);
    agent.queue.side = "agent";
    agent.links.queue_member = "member";
    EXPECT_FALSE(is_root(agent));
    EXPECT_EQ(parent_of(agent), "member");
    auto member = leg(true);
    member.queue.side = "member";
    EXPECT_TRUE(is_root(member));
}

TEST(Family, LoopbackHalvesLeadToTheirCaller) {
    auto near = leg(false, "loopback/1001-a");
    near.links.originating_leg = "a";
    near.links.loopback_peer = "far";
    EXPECT_FALSE(is_root(near));
    EXPECT_EQ(parent_of(near), "a");
    auto far = leg(true, "loopback/1001-b");
    far.links.loopback_peer = "near";
    far.links.bridged_to = "phone";
    EXPECT_FALSE(is_root(far));
    EXPECT_EQ(parent_of(far), "near");
}

TEST(Family, ALinkToItselfIsNone) {
    auto odd = leg(true);
    odd.links.originating_leg = "self";
    EXPECT_TRUE(is_root(odd));
    auto agent = leg(false);
    agent.queue.side = "agent";
    agent.links.queue_member = "self";
    EXPECT_FALSE(is_root(agent));
    EXPECT_EQ(parent_of(agent), "");
}

}  // namespace
}  // namespace edgvoip::enrich

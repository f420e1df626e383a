#include "edgvoip/enrich/assemble.hpp"
#include "recorded_calls.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace edgvoip::enrich {
namespace {

using call::LegRecord;
using directory::Directory;

std::shared_ptr<const Directory> known_directory() {
    static const auto directory = Directory::parse(scenario::fixture("directory.json")).value();
    return directory;
}

/// Recorded families of two legs or more.
std::vector<std::vector<LegRecord>> recorded_families() {
    std::vector<std::vector<LegRecord>> found;
    for (const auto& [root, legs] : scenario::families(scenario::recorded_legs())) {
        if (legs.size() > 1) found.push_back(legs);
    }
    return found;
}

TEST(Assemble, GivesTheSameCallInEveryOrder) {
    std::mt19937 random(1);
    for (std::vector<LegRecord> legs : recorded_families()) {
        const auto call = assemble(legs, *known_directory());
        ASSERT_TRUE(call);
        for (int i = 0; i < 6; ++i) {
            std::vector<LegRecord> twice = legs;
            twice.insert(twice.end(), legs.begin(), legs.begin() + i % 2);
            std::ranges::shuffle(twice, random);
            EXPECT_EQ(*assemble(twice, *known_directory()), *call);
        }
    }
}

TEST(Assemble, KnowsTheCallFromAnyPartThatHasItsRoot) {
    std::mt19937 random(2);
    for (const std::vector<LegRecord>& legs : recorded_families()) {
        const auto whole = assemble(legs, *known_directory());
        for (int i = 0; i < 6; ++i) {
            std::vector<LegRecord> part;
            for (const LegRecord& leg : legs) {
                const bool is_the_root = leg.leg_id == whole->id.text;
                if (is_the_root || random() % 2 == 0) part.push_back(leg);
            }
            const auto call = assemble(part, *known_directory());
            ASSERT_TRUE(call);
            EXPECT_FALSE(call::violation(*call));
            EXPECT_EQ(call->id, whole->id);
            EXPECT_EQ(call->tenant, whole->tenant);
            EXPECT_EQ(call->direction, whole->direction);
            EXPECT_EQ(call->start, whole->start);
            EXPECT_EQ(call->from_uri, whole->from_uri);
            EXPECT_EQ(call->ext_number, whole->ext_number);
            EXPECT_EQ(call->disposition, whole->disposition);
        }
    }
}

/// Legs that contradict themselves and each other.
class OddLegs {
public:
    explicit OddLegs(unsigned seed) : random_(seed) {}

    std::vector<LegRecord> family() {
        std::vector<LegRecord> legs;
        const std::size_t count = 1 + random_() % 6;
        for (std::size_t i = 0; i < count; ++i)
            legs.push_back(leg(i));
        return legs;
    }

private:
    template <std::size_t N>
    std::string any(const std::array<const char*, N>& texts) {
        return texts[random_() % N];
    }
    std::string id() { return any<8>({"", "l0", "l1", "l2", "l3", "l4", "l5", "far"}); }
    std::string number() {
        return any<8>(
            {"", "1001", "1004", "600", "+39061234567", "+393331112233", "anonymous", "*8"});
    }
    std::string channel() {
        return any<7>({"", "sofia/internal/1001@x", "sofia/external/+39340", "loopback/1001-a",
                       "loopback/1001-b", "user/1002@demo-b.edgvoip.test", "odd"});
    }
    std::string domain() {
        return any<4>({"", "demo-a.edgvoip.test", "demo-b.edgvoip.test", "nobody.test"});
    }
    std::string cause() {
        return any<10>({"", "NORMAL_CLEARING", "USER_BUSY", "NO_ANSWER", "LOSE_RACE", "SUCCESS",
                        "success", "CALL_REJECTED", "SYSTEM_SHUTDOWN", "ORIGINATOR_CANCEL"});
    }
    base::Instant instant() {
        return {1'800'000'000'000'000 + static_cast<std::int64_t>(random_() % 100'000'000)};
    }
    std::optional<base::Instant> maybe_instant() {
        return random_() % 2 == 0 ? std::nullopt : std::optional(instant());
    }

    LegRecord leg(std::size_t index) {
        LegRecord leg;
        leg.leg_id = "l" + std::to_string(index);
        leg.into_pbx = index == 0 || random_() % 4 == 0;
        leg.channel_name = index == 0 ? "sofia/external/x" : channel();
        if (index > 0) {
            leg.links = {id(), id(), id(), id(), id(), id(), id(), id()};
        }
        leg.domain_name = domain();
        leg.auth_user = random_() % 3 == 0 ? number() : "";
        leg.dialed_user = number();
        leg.dialed_domain = domain();
        leg.gateway = random_() % 4 == 0 ? "carrier" : "";
        leg.started = instant();
        leg.ended = {leg.started.us + static_cast<std::int64_t>(random_() % 60'000'000)};
        leg.answered = maybe_instant();
        leg.bridged = maybe_instant();
        leg.progress = maybe_instant();
        leg.hangup_cause = cause();
        leg.originate_disposition = cause();
        leg.bridge_hangup_cause = cause();
        leg.bridge_channel = channel();
        leg.links.bridged_to = id();
        leg.queue.side = any<4>({"", "", "member", "agent"});
        add_route(leg);
        return leg;
    }

    void add_route(LegRecord& leg) {
        for (std::size_t i = random_() % 3; i > 0; --i) {
            leg.hops.push_back({number(),
                                number(),
                                number(),
                                any<3>({"public", "default", "tenant-demo-a-inbound"}),
                                maybe_instant(),
                                {{id(), channel()}}});
        }
        for (std::size_t i = random_() % 4; i > 0; --i) {
            leg.apps.push_back(
                {any<6>({"bridge", "answer", "voicemail", "callcenter", "conference", "playback"}),
                 any<5>({"", "user/1001@demo-a.edgvoip.test", "sofia/gateway/c/+39340",
                         "loopback/1001/ctx", "user/1001@x,user/1002@x"})});
        }
        leg.originated.push_back({id(), number(), cause()});
    }

    std::mt19937 random_;
};

TEST(Assemble, MakesSoundCallsOfWhateverLegsSay) {
    std::size_t made = 0;
    for (unsigned seed = 0; seed < 4'000; ++seed) {
        std::vector<LegRecord> legs = OddLegs(seed).family();
        const auto call = assemble(legs, *known_directory());
        std::ranges::reverse(legs);
        const auto reversed = assemble(legs, *known_directory());
        ASSERT_EQ(call.has_value(), reversed.has_value()) << "seed " << seed;
        if (!call) continue;
        ASSERT_EQ(*call, *reversed) << "seed " << seed;
        ASSERT_FALSE(call::violation(*call)) << "seed " << seed;
        ++made;
    }
    EXPECT_GT(made, 1'000U);
}

}  // namespace
}  // namespace edgvoip::enrich

#include "told_calls.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

namespace edgvoip::simulate {
namespace {

using testing::ElementsAre;

std::vector<const Moment*> moments_of(const ToldStory& told, const base::Uuid& leg) {
    std::vector<const Moment*> moments;
    for (const Moment& moment : told.moments) {
        if (moment.leg.id == leg) moments.push_back(&moment);
    }
    return moments;
}

std::vector<Happening> happenings_of(const ToldStory& told, const Leg& leg) {
    std::vector<Happening> happenings;
    for (const Moment* moment : moments_of(told, leg.id)) {
        if (moment->what != Happening::executed) happenings.push_back(moment->what);
    }
    return happenings;
}

std::vector<base::Instant> times_of(const ToldStory& told, const Leg& leg, Happening what) {
    std::vector<base::Instant> times;
    for (const Moment* moment : moments_of(told, leg.id)) {
        if (moment->what == what) times.push_back(moment->at);
    }
    return times;
}

TEST(Moments, a_leg_begins_with_its_creation_and_ends_with_its_destruction) {
    for (const ToldStory& told : told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario + " " + told.story.truth.id.text);
        EXPECT_TRUE(std::ranges::is_sorted(told.moments, {}, &Moment::at));
        std::set<base::Uuid> legs;
        for (const Leg& leg : told.story.legs) {
            legs.insert(leg.id);
            const auto moments = moments_of(told, leg.id);
            ASSERT_GE(moments.size(), 4U);
            EXPECT_EQ(moments.front()->what, Happening::created);
            EXPECT_EQ(moments.front()->at, leg.started);
            const std::size_t end = moments.size() - 3;
            EXPECT_EQ(moments[end]->what, Happening::hung_up);
            EXPECT_EQ(moments[end + 1]->what, Happening::hangup_complete);
            EXPECT_EQ(moments[end + 2]->what, Happening::destroyed);
            for (std::size_t i = 0; i < moments.size(); ++i) {
                EXPECT_LE(moments[i]->at, leg.ended);
                EXPECT_EQ(i >= end, happened(moments[i]->leg.ended)) << i;
                const bool is_first = moments[i]->what == Happening::created;
                EXPECT_EQ(i == 0, is_first) << i;
            }
        }
        for (const Moment& moment : told.moments)
            EXPECT_TRUE(legs.contains(moment.leg.id));
    }
}

TEST(Moments, what_the_record_will_say_happened_when_is_told_then) {
    for (const ToldStory& told : told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario + " " + told.story.truth.id.text);
        for (const Leg& leg : told.story.legs) {
            SCOPED_TRACE(channel_name(told.story, leg));
            const auto once = [](base::Instant at) {
                return happened(at) ? std::vector{at} : std::vector<base::Instant>();
            };
            EXPECT_EQ(times_of(told, leg, Happening::answered), once(leg.answered));
            EXPECT_EQ(times_of(told, leg, Happening::progress_media), once(leg.progress_media));
            // The caller may be told that it rings without an event of its own.
            const bool is_caller =
                leg.channel == Channel::from_phone || leg.channel == Channel::from_trunk;
            const auto rang = times_of(told, leg, Happening::progress);
            if (!is_caller || !rang.empty()) {
                EXPECT_EQ(rang, once(leg.progress));
            }
        }
    }
}

TEST(Moments, nobody_knows_what_is_still_to_come) {
    for (const ToldStory& told : told_calls()) {
        for (const Moment& moment : told.moments) {
            SCOPED_TRACE(told.story.truth.scenario);
            for (const Leg* leg : {&moment.leg, moment.other ? &*moment.other : nullptr}) {
                if (leg == nullptr) continue;
                for (const base::Instant instant :
                     {leg->started, leg->progress, leg->progress_media, leg->answered, leg->bridged,
                      leg->ended, leg->hold.from, leg->hold.to, leg->hops.back().bridged}) {
                    EXPECT_LE(instant, moment.at);
                }
            }
        }
    }
}

TEST(Moments, a_leg_is_in_one_bridge_at_most_and_each_ends) {
    for (const ToldStory& told : told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario + " " + told.story.truth.id.text);
        std::map<base::Uuid, base::Uuid> up;
        std::map<base::Uuid, base::Instant> last;
        for (const Moment& moment : told.moments) {
            if (moment.what == Happening::bridged) {
                const base::Uuid to = moment.other.value().id;
                EXPECT_TRUE(up.emplace(moment.leg.id, to).second);
                EXPECT_TRUE(up.emplace(to, moment.leg.id).second);
                last[moment.leg.id] = last[to] = moment.at;
            } else if (moment.what == Happening::unbridged) {
                EXPECT_EQ(up.at(moment.leg.id), moment.other.value().id);
                up.erase(moment.leg.id);
                up.erase(moment.other.value().id);
            } else if (moment.what == Happening::hung_up) {
                EXPECT_FALSE(up.contains(moment.leg.id)) << "a leg leaves its bridge, then it goes";
            }
        }
        EXPECT_TRUE(up.empty());
        for (const Leg& leg : told.story.legs) {
            if (happened(leg.bridged)) {
                EXPECT_EQ(last[leg.id], leg.bridged) << channel_name(told.story, leg);
            }
        }
    }
}

TEST(Moments, who_keeps_the_other_one_waiting_is_told_when_it_begins_and_ends) {
    std::size_t holds = 0;
    for (const ToldStory& told : told_calls()) {
        for (const Leg& leg : told.story.legs) {
            SCOPED_TRACE(told.story.truth.scenario + " " + channel_name(told.story, leg));
            const auto held = times_of(told, leg, Happening::held);
            const auto resumed = times_of(told, leg, Happening::resumed);
            if (!happened(leg.hold.from)) {
                EXPECT_TRUE(held.empty() && resumed.empty());
                continue;
            }
            ++holds;
            EXPECT_THAT(held, ElementsAre(leg.hold.from));
            EXPECT_THAT(resumed, ElementsAre(leg.hold.to));
            EXPECT_LT(leg.bridged, leg.hold.from);
            EXPECT_LT(leg.hold.from, leg.hold.to);
            EXPECT_LT(leg.hold.to, leg.ended);
            EXPECT_FALSE(leg.ext.empty()) << "a phone of the tenant does it";
        }
    }
    EXPECT_GT(holds, 20U);
}

TEST(Moments, an_answered_call_goes_as_a_pbx_tells_it) {
    using enum Happening;
    const ToldStory told = told_call("direct_answered");
    EXPECT_THAT(happenings_of(told, told.story.legs[0]),
                ElementsAre(created, progress_media, answered, bridged, unbridged, hung_up,
                            hangup_complete, destroyed));
    EXPECT_THAT(happenings_of(told, told.story.legs[1]),
                ElementsAre(created, progress, answered, hung_up, hangup_complete, destroyed));
}

TEST(Moments, early_media_is_bridged_before_the_answer) {
    using enum Happening;
    const ToldStory told = told_call("outbound_early_media_answered");
    EXPECT_THAT(happenings_of(told, told.story.legs[0]),
                ElementsAre(created, progress_media, bridged, answered, unbridged, hung_up,
                            hangup_complete, destroyed));
}

TEST(Moments, a_transferred_caller_is_bridged_twice) {
    for (std::uint64_t seed = 1; seed < 30; ++seed) {
        const ToldStory told = told_call("blind_transfer", seed);
        const auto bridges = times_of(told, told.story.legs[0], Happening::bridged);
        if (!happened(told.story.legs[2].answered)) {
            EXPECT_EQ(bridges.size(), 1U);
            continue;
        }
        EXPECT_EQ(bridges, (std::vector{told.story.legs[1].bridged, told.story.legs[2].bridged}));
    }
}

TEST(Moments, every_step_of_the_dialplan_is_told_with_what_went_before) {
    for (const ToldStory& told : told_calls()) {
        for (const Leg& leg : told.story.legs) {
            std::size_t steps = 0;
            for (const Moment* moment : moments_of(told, leg.id)) {
                if (moment->what != Happening::executed) continue;
                ASSERT_LT(steps, leg.apps.size());
                EXPECT_EQ(moment->leg.apps.size(), steps + 1);
                EXPECT_EQ(moment->leg.apps.back().name, leg.apps[steps].name);
                EXPECT_EQ(moment->at, leg.apps[steps].at);
                ++steps;
            }
            EXPECT_EQ(steps, leg.apps.size()) << told.story.truth.scenario;
        }
    }
}

}  // namespace
}  // namespace edgvoip::simulate

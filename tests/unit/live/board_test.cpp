#include "base/limits.hpp"
#include "live_fixture.hpp"
#include "pbx_words.hpp"

#include <gtest/gtest.h>

namespace edgvoip::tests {
namespace {

using Told = std::vector<std::string>;

constexpr const char* roma = "+39061234567";

struct LiveBoard : testing::Test {
    void event(const std::string& json) { live.feed.event(json); }
    std::shared_ptr<Follower> follow(std::string_view letter, std::string_view place = {}) {
        auto follower = std::make_shared<Follower>();
        EXPECT_TRUE(live.board.listen(tenant_of(letter), place, follower).has_value());
        return follower;
    }

    LiveFixture live;
};

TEST_F(LiveBoard, KnowsNothingBeforeTheFirstListAndSaysSo) {
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    live.feed.link_up();
    const auto calls = live.board.calls(tenant_of("a"));
    ASSERT_FALSE(calls.has_value());
    EXPECT_EQ(calls.error().fault, base::Fault::unavailable);
    EXPECT_FALSE(live.board.listen(tenant_of("a"), {}, std::make_shared<Follower>()));
    live.feed.channel_list(empty_list);
    EXPECT_TRUE(live.calls("a").empty()) << "an event before the list is of another time";
}

TEST_F(LiveBoard, ACallIsShownToItsTenantAlone) {
    live.feed.channel_list(empty_list);
    const auto a = follow("a");
    const auto b = follow("b");
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    EXPECT_EQ(a->told, (Told{"snapshot 0", "+ one"}));
    EXPECT_EQ(b->told, Told{"snapshot 0"});
    EXPECT_EQ(live.calls("a").at("one").call.did_e164, roma);
}

TEST_F(LiveBoard, ACallOfNobodyIsCountedAndShownToNobody) {
    live.feed.channel_list(empty_list);
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", "+390999999999"}}));
    EXPECT_TRUE(live.calls("a").empty());
    EXPECT_EQ(live.board.figures().calls_of_nobody, 1U);
    EXPECT_EQ(live.board.figures().calls, 0U);
    // The dialplan sends it to where a tenant is known.
    event(words("CHANNEL_EXECUTE", "one",
                {{"Caller-Destination-Number", "1001"},
                 {"Caller-Context", "tenant-demo-a-inbound"},
                 {"Application", "bridge"},
                 {"Application-Data", "user/1001@demo-a.edgvoip.test"}}));
    EXPECT_EQ(live.calls("a").size(), 1U);
    EXPECT_EQ(live.board.figures().calls_of_nobody, 0U);
    event(words("CHANNEL_HANGUP", "one"));
    event(words("CHANNEL_CREATE", "two", {{"Caller-Destination-Number", "+390999999999"}}));
    event(words("CHANNEL_HANGUP", "two"));
    EXPECT_EQ(live.board.figures().calls_of_nobody, 0U);
}

TEST_F(LiveBoard, AHostInSipHeadersNeverMakesATenant) {
    live.feed.channel_list(empty_list);
    event(words("CHANNEL_CREATE", "one",
                {{"Channel-Name", "sofia/external/1001@demo-a.edgvoip.test"},
                 {"variable_sip_from_host", "demo-a.edgvoip.test"},
                 {"variable_sip_req_host", "demo-a.edgvoip.test"},
                 {"variable_domain_name", "demo-a.edgvoip.test"},
                 {"Caller-Destination-Number", "1001"}}));
    EXPECT_TRUE(live.calls("a").empty());
    EXPECT_EQ(live.board.figures().calls_of_nobody, 1U);
}

TEST_F(LiveBoard, WhatEventsTellTwiceIsToldOnce) {
    live.feed.channel_list(empty_list);
    const auto a = follow("a");
    const std::string created =
        words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}});
    const std::string ended = words("CHANNEL_HANGUP", "one");
    for (const std::string& each : {created, created, ended, ended, created})
        event(each);
    event(words("CHANNEL_DESTROY", "never seen"));
    EXPECT_EQ(a->told, (Told{"snapshot 0", "+ one", "- one"}));
}

TEST_F(LiveBoard, ALegThatComesBeforeItsCallerWaitsForIt) {
    live.feed.channel_list(empty_list);
    const auto a = follow("a");
    event(words("CHANNEL_CREATE", "leg",
                {{"Call-Direction", "outbound"},
                 {"Channel-Name", "sofia/internal/1001@10.0.0.1"},
                 {"variable_originating_leg_uuid", "one"},
                 {"variable_dialed_user", "1001"},
                 {"variable_dialed_domain", "demo-a.edgvoip.test"}}));
    EXPECT_TRUE(live.calls("a").empty());
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    ASSERT_EQ(live.calls("a").size(), 1U);
    EXPECT_EQ(live.calls("a").at("one").engaged,
              (std::vector<live::Engaged>{{"1001", live::State::ringing}}));
    event(words("CHANNEL_HANGUP", "one"));
    EXPECT_EQ(live.calls("a").size(), 1U) << "a leg of it is still up";
    event(words("CHANNEL_HANGUP", "leg"));
    EXPECT_EQ(a->told.back(), "- one");
    EXPECT_EQ(live.board.figures().channels, 0U);
}

TEST_F(LiveBoard, APhoneJoinedWithAnotherCallCountsForBoth) {
    live.feed.channel_list(empty_list);
    const auto leg = [&](const char* id, const char* by, const char* ext) {
        const Members more{{"Call-Direction", "outbound"},
                           {"Channel-Name", "sofia/internal/x@10.0.0.1"},
                           {"Caller-Destination-Number", ext},
                           {"variable_originating_leg_uuid", by},
                           {"variable_dialed_user", ext},
                           {"variable_dialed_domain", "demo-a.edgvoip.test"},
                           {"Caller-Channel-Answered-Time", "1795359616500000"}};
        event(words("CHANNEL_ANSWER", id, more));
    };
    const char* answered = "1795359616600000";
    event(words("CHANNEL_ANSWER", "outer",
                {{"Caller-Destination-Number", roma}, {"Caller-Channel-Answered-Time", answered}}));
    leg("first", "outer", "1001");
    event(words("CHANNEL_BRIDGE", "outer",
                {{"Caller-Destination-Number", roma},
                 {"Caller-Channel-Answered-Time", answered},
                 {"Bridge-A-Unique-ID", "outer"},
                 {"Bridge-B-Unique-ID", "first"}}));
    // 1001 asks 1002 first, in a call of its own, and then passes the caller on.
    event(words("CHANNEL_ANSWER", "consult",
                {{"Caller-Destination-Number", "1002"},
                 {"Caller-Context", "tenant-demo-a-internal"},
                 {"Channel-Name", "sofia/internal/1001@demo-a.edgvoip.test"},
                 {"variable_user_name", "1001"},
                 {"variable_domain_name", "demo-a.edgvoip.test"},
                 {"Caller-Channel-Answered-Time", answered}}));
    leg("second", "consult", "1002");
    event(words("CHANNEL_BRIDGE", "outer",
                {{"Caller-Destination-Number", roma},
                 {"Caller-Channel-Answered-Time", answered},
                 {"Bridge-A-Unique-ID", "outer"},
                 {"Bridge-B-Unique-ID", "second"}}));
    event(words("CHANNEL_HANGUP", "first"));
    event(words("CHANNEL_HANGUP", "consult"));
    const auto calls = live.calls("a");
    const std::vector<live::Engaged> second{{"1002", live::State::answered}};
    EXPECT_EQ(calls.at("outer").engaged, second);
    EXPECT_EQ(calls.at("consult").engaged, second);
}

TEST_F(LiveBoard, WhoComesBackHearsWhatHeMissedInOrder) {
    live.feed.channel_list(empty_list);
    const auto first = follow("a");
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    const std::string place = first->place;
    const live::LiveCall at_place = first->calls.at("one");
    event(words("CHANNEL_CREATE", "two", {{"Caller-Destination-Number", roma}}));
    event(words("CHANNEL_HANGUP", "one"));
    auto back = std::make_shared<Follower>();
    back->calls["one"] = at_place;
    EXPECT_TRUE(live.board.listen(tenant_of("a"), place, back).has_value());
    EXPECT_EQ(back->told, (Told{"resumed", "+ two", "- one"}));
    event(words("CHANNEL_HANGUP", "two"));
    EXPECT_EQ(back->told.back(), "- two");
    EXPECT_EQ(follow("a", "not a place")->told, Told{"snapshot 0"});
}

TEST_F(LiveBoard, TheHistoryIsBoundedAndWhoMissedMoreBeginsAnew) {
    live.feed.channel_list(empty_list);
    const auto first = follow("a");
    const std::string early = first->place;
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    const std::string later = first->place;
    for (std::size_t i = 0; i < base::limits::live_changes_max / 2; ++i) {
        const std::string id = "call-" + std::to_string(i);
        event(words("CHANNEL_CREATE", id, {{"Caller-Destination-Number", roma}}));
        event(words("CHANNEL_HANGUP", id));
    }
    EXPECT_EQ(follow("a", early)->told, Told{"snapshot 1"});
    const auto resumed = std::make_shared<Follower>();
    resumed->calls["one"] = live.calls("a").at("one");
    EXPECT_TRUE(live.board.listen(tenant_of("a"), later, resumed).has_value());
    EXPECT_EQ(resumed->told.front(), "resumed");
    EXPECT_EQ(resumed->told.size(), 1 + base::limits::live_changes_max);
}

TEST_F(LiveBoard, AListenerThatIsOverHearsNothingMore) {
    live.feed.channel_list(empty_list);
    const auto a = follow("a");
    EXPECT_EQ(live.board.figures().listeners, 1U);
    a->over = true;
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    EXPECT_EQ(a->told, Told{"snapshot 0"});
    EXPECT_EQ(live.board.figures().listeners, 0U);
}

TEST_F(LiveBoard, ADirectoryReadAgainMovesCallsToTheirTenants) {
    live.feed.channel_list(empty_list);
    const auto a = follow("a");
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", "+390611111111"}}));
    EXPECT_EQ(a->told, Told{"snapshot 0"});
    live.directory = directory::Directory::parse(
                         R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1",
                             "sip_domain":"demo-a.edgvoip.test","name":"A","timezone":"Europe/Rome",
                             "country":"IT","pbx_contexts":[],"account_codes":[],"stores":[],
                             "extensions":[],"dids":[{"did_e164":"+390611111111"}]}]})")
                         .value();
    live.feed.channel_list(list_of({{"one", "+390611111111"}}));
    EXPECT_EQ(a->told, (Told{"snapshot 0", "+ one"}));
    live.directory = fixture_directory();
    live.feed.channel_list(list_of({{"one", "+390611111111"}}));
    EXPECT_EQ(a->told, (Told{"snapshot 0", "+ one", "- one"}));
}

TEST_F(LiveBoard, OnlyTheSecondListTakesAwayWhatAnEventHasJustTold) {
    live.feed.channel_list(empty_list);
    const auto a = follow("a");
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    live.feed.channel_list(empty_list);  // made before the event
    EXPECT_EQ(live.calls("a").size(), 1U);
    live.feed.channel_list(empty_list);
    EXPECT_EQ(a->told, (Told{"snapshot 0", "+ one", "- one"}));
}

TEST_F(LiveBoard, AChannelThatHasJustEndedDoesNotComeBackWithAnOldList) {
    live.feed.channel_list(list_of({{"one", roma}}));
    event(words("CHANNEL_HANGUP", "one"));
    live.feed.channel_list(list_of({{"one", roma}}));
    EXPECT_TRUE(live.calls("a").empty());
    live.feed.channel_list(list_of({{"one", roma}}));
    EXPECT_TRUE(live.calls("a").empty());
}

TEST_F(LiveBoard, AfterTheLinkWasDownEverythingIsAnew) {
    live.feed.channel_list(list_of({{"one", roma}, {"two", roma}}));
    const auto a = follow("a");
    live.feed.link_down("gone");
    live.feed.link_down("gone again");
    EXPECT_FALSE(live.board.figures().is_up);
    EXPECT_EQ(live.board.figures().calls, 0U);
    live.feed.link_up();
    live.feed.channel_list(list_of({{"two", roma}}));
    EXPECT_EQ(a->told, (Told{"snapshot 2", "down", "snapshot 1"}));
}

TEST_F(LiveBoard, WhatCannotBeReadIsCountedAndTheRestGoesOn) {
    live.feed.channel_list(empty_list);
    for (const char* bad : {"", "{", "[]", "{}", R"({"Event-Name":"CHANNEL_CREATE"})",
                            R"({"Event-Name":"CHANNEL_CREATE","Unique-ID":"a b"})"}) {
        event(bad);
    }
    EXPECT_EQ(live.feed.unread(), 6);
    live.feed.channel_list("-ERR no such thing");
    live.feed.channel_list(R"({"row_count":3,"rows":[1,{},{"uuid":"x"}]})");
    EXPECT_EQ(live.feed.unread(), 6 + 1 + 3);
    event(words("CHANNEL_CREATE", "one", {{"Caller-Destination-Number", roma}}));
    EXPECT_EQ(live.calls("a").size(), 1U);
}

}  // namespace
}  // namespace edgvoip::tests

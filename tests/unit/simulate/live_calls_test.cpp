#include "edgvoip/simulate/live_calls.hpp"

#include "edgvoip/simulate/event_writer.hpp"
#include "told_calls.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace edgvoip::simulate {
namespace {

struct Heard {
    std::string name;
    std::string leg;  ///< empty: of no leg
    std::int64_t at_us = 0;
    std::int64_t sequence = 0;
};

class Ear final : public EventListener {
public:
    bool wants(std::string_view name) const override {
        return only.empty() || only.contains(std::string(name));
    }
    void event(std::string_view name, std::string_view json) override {
        const auto event = boost::json::parse(json);
        const auto number = [&event](std::string_view field) {
            return std::stoll(std::string(event.at(field).as_string()));
        };
        const auto* leg = event.as_object().if_contains("Unique-ID");
        heard.push_back({std::string(name), leg == nullptr ? "" : std::string(leg->as_string()),
                         number("Event-Date-Timestamp"), number("Event-Sequence")});
    }

    std::set<std::string> only;  ///< empty: everything
    std::vector<Heard> heard;
};

const base::Instant up_since = at("2026-05-04T07:59:50Z");

LiveCalls live_with(const std::vector<ToldStory>& calls) {
    LiveCalls live = LiveCalls::begin(told_chain(), {}, up_since).value();
    for (const ToldStory& told : calls)
        live.add(told);
    return live;
}

base::Instant end_of(const std::vector<ToldStory>& calls) {
    base::Instant end;
    for (const ToldStory& told : calls)
        end = std::max(end, told.moments.back().at);
    return end;
}

std::vector<boost::json::object> rows_of(LiveCalls& live) {
    std::vector<boost::json::object> rows;
    const auto answer = boost::json::parse(live.channels_json());
    const auto* all = answer.as_object().if_contains("rows");
    if (all == nullptr) return rows;
    for (const auto& row : all->as_array())
        rows.push_back(row.as_object());
    EXPECT_EQ(answer.at("row_count").as_int64(), std::ssize(rows));
    return rows;
}

std::string text(const boost::json::object& row, std::string_view column) {
    return std::string(row.at(column).as_string());
}

TEST(LiveCalls, every_event_comes_once_in_order_when_its_time_has_come) {
    const auto& calls = some_told_calls();
    LiveCalls live = live_with(calls);
    Ear ear;
    std::size_t told = 0;
    const base::Instant end = end_of(calls);
    for (base::Instant now = up_since; now < end; now.us += 700'000) {
        live.advance(now, ear);
        for (; told < ear.heard.size(); ++told) {
            EXPECT_LE(ear.heard[told].at_us, now.us);
            EXPECT_GT(ear.heard[told].at_us, now.us - 700'000);
        }
    }
    live.advance(end, ear);
    std::size_t moments = 0;
    for (const ToldStory& call : calls)
        moments += call.moments.size();
    EXPECT_TRUE(std::ranges::is_sorted(ear.heard, {}, &Heard::at_us));
    std::vector<Heard> beats;
    for (std::size_t i = 0; i < ear.heard.size(); ++i) {
        EXPECT_EQ(ear.heard[i].sequence, std::int64_t(i) + 1);
        if (ear.heard[i].name == "HEARTBEAT") beats.push_back(ear.heard[i]);
    }
    EXPECT_EQ(ear.heard.size(), moments + beats.size());
    ASSERT_GT(beats.size(), 10U);
    for (std::size_t i = 0; i < beats.size(); ++i) {
        EXPECT_EQ(beats[i].at_us, up_since.us + (std::int64_t(i) + 1) * 20'000'000);
        EXPECT_EQ(beats[i].leg, "");
    }
}

TEST(LiveCalls, what_nobody_wants_is_not_told_and_still_counts) {
    LiveCalls live = live_with({told_call("direct_answered")});
    Ear ear;
    ear.only = {"CHANNEL_ANSWER"};
    live.advance(at("2026-05-04T09:00:00Z"), ear);
    ASSERT_EQ(ear.heard.size(), 2U);
    EXPECT_EQ(ear.heard[0].name, "CHANNEL_ANSWER");
    EXPECT_EQ(ear.heard[1].name, "CHANNEL_ANSWER");
    EXPECT_GT(ear.heard[0].sequence, 5);
}

TEST(LiveCalls, channels_are_those_that_are_up) {
    const auto& calls = some_told_calls();
    LiveCalls live = live_with(calls);
    Ear ear;
    std::size_t most = 0;
    const base::Instant end = end_of(calls);
    for (base::Instant now = up_since; now < end; now.us += 5'300'000) {
        live.advance(now, ear);
        std::set<std::string> expected;
        for (const ToldStory& told : calls) {
            for (const Leg& leg : told.story.legs) {
                if (leg.started <= now && now < leg.ended) expected.insert(leg.id.text());
            }
        }
        std::set<std::string> uuids;
        std::string created;
        for (const auto& row : rows_of(live)) {
            uuids.insert(text(row, "uuid"));
            EXPECT_LE(created, text(row, "created_epoch")) << "the oldest first";
            created = text(row, "created_epoch");
        }
        EXPECT_EQ(uuids, expected);
        most = std::max(most, uuids.size());
    }
    EXPECT_GT(most, 20U);
    live.advance(end, ear);
    EXPECT_EQ(live.channels_json(), "{\"row_count\": 0}\n");
}

TEST(LiveCalls, rows_have_the_columns_of_a_real_pbx_in_their_order) {
    LiveCalls live = live_with({told_call("direct_answered")});
    Ear ear;
    live.advance(at("2026-05-04T08:00:00.5Z"), ear);
    for (const auto& row : rows_of(live)) {
        std::vector<std::string> columns;
        for (const auto& column : row) {
            columns.emplace_back(column.key());
            EXPECT_TRUE(column.value().is_string());
        }
        EXPECT_THAT(columns,
                    testing::ElementsAre(
                        "uuid", "direction", "created", "created_epoch", "name", "state",
                        "cid_name", "cid_num", "ip_addr", "dest", "application", "application_data",
                        "dialplan", "context", "read_codec", "read_rate", "read_bit_rate",
                        "write_codec", "write_rate", "write_bit_rate", "secure", "hostname",
                        "presence_id", "presence_data", "accountcode", "callstate", "callee_name",
                        "callee_num", "callee_direction", "call_uuid", "sent_callee_name",
                        "sent_callee_num", "initial_cid_name", "initial_cid_num", "initial_ip_addr",
                        "initial_dest", "initial_dialplan", "initial_context"));
    }
}

TEST(LiveCalls, a_call_rings_is_answered_and_goes) {
    const ToldStory told = told_call("direct_answered");
    const Leg& root = told.story.legs[0];
    const Leg& phone = told.story.legs[1];
    LiveCalls live = live_with({told});
    Ear ear;
    live.advance({phone.answered.us - 1}, ear);
    auto rows = rows_of(live);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(text(rows[0], "uuid"), root.id.text());
    EXPECT_EQ(text(rows[0], "callstate"), "EARLY");
    EXPECT_EQ(text(rows[0], "call_uuid"), "");
    EXPECT_EQ(text(rows[0], "application"), "bridge");
    EXPECT_EQ(text(rows[0], "application_data"),
              "user/" + phone.ext + "@" + told.story.tenant->sip_domain);
    EXPECT_EQ(text(rows[0], "initial_dest"), root.hops.front().dialled);
    EXPECT_EQ(text(rows[0], "initial_context"), "public");
    EXPECT_EQ(text(rows[0], "accountcode"), told.story.tenant->slug);
    EXPECT_EQ(text(rows[1], "callstate"), "RINGING");
    EXPECT_EQ(text(rows[1], "state"), "CS_CONSUME_MEDIA");
    EXPECT_EQ(text(rows[1], "read_codec"), "");
    EXPECT_EQ(text(rows[1], "call_uuid"), root.id.text());
    EXPECT_EQ(text(rows[1], "presence_id"), phone.ext + "@" + told.story.tenant->sip_domain);
    EXPECT_EQ(text(rows[1], "application"), "");
    live.advance({root.bridged.us}, ear);
    rows = rows_of(live);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(text(rows[0], "callstate"), "ACTIVE");
    EXPECT_EQ(text(rows[0], "call_uuid"), root.id.text());
    EXPECT_EQ(text(rows[0], "callee_num"), phone.ext);
    EXPECT_EQ(text(rows[1], "callstate"), "ACTIVE");
    live.advance({told.moments.back().at.us}, ear);
    EXPECT_TRUE(rows_of(live).empty());
}

TEST(LiveCalls, only_who_keeps_the_other_one_waiting_is_shown_so) {
    const ToldStory told = held_call();
    const Hold& hold = told.story.legs[1].hold;
    LiveCalls live = live_with({told});
    Ear ear;
    const auto states_at = [&](std::int64_t us) {
        live.advance({us}, ear);
        const auto rows = rows_of(live);
        return text(rows.at(0), "callstate") + " " + text(rows.at(1), "callstate");
    };
    EXPECT_EQ(states_at(hold.from.us - 1), "ACTIVE ACTIVE");
    EXPECT_EQ(states_at(hold.from.us), "ACTIVE HELD");
    EXPECT_EQ(states_at(hold.to.us - 1), "ACTIVE HELD");
    EXPECT_EQ(states_at(hold.to.us), "ACTIVE ACTIVE");
}

TEST(LiveCalls, a_queued_call_shows_its_queue_and_its_ringing_agent) {
    const ToldStory told = told_call("queue_answered");
    const Leg& agent = told.story.legs.back();
    LiveCalls live = live_with({told});
    Ear ear;
    live.advance({agent.answered.us - 1}, ear);
    const auto rows = rows_of(live);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(text(rows[0], "application"), "callcenter");
    EXPECT_EQ(text(rows[0], "application_data"), "vendite@" + told.story.tenant->sip_domain);
    EXPECT_EQ(text(rows[0], "callstate"), "ACTIVE");
    EXPECT_EQ(text(rows[1], "context"), "default");
    EXPECT_EQ(text(rows[1], "dialplan"), "");
    EXPECT_EQ(text(rows[1], "callstate"), "RINGING");
    EXPECT_EQ(text(rows[1], "call_uuid"), agent.id.text());
}

}  // namespace
}  // namespace edgvoip::simulate

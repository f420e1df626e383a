#include "edgvoip/source/freeswitch/event_frame.hpp"
#include "live_fixture.hpp"
#include "recorded_calls.hpp"

#include <gtest/gtest.h>

#include <set>

namespace edgvoip::tests {
namespace {

namespace freeswitch = source::freeswitch;

constexpr const char* no_channels = "{\"row_count\": 0}\n";

/// The bodies of one kind that a recorded server sent.
std::vector<std::string> bodies(const std::string& recording, std::string_view content_type) {
    freeswitch::EventFrames frames;
    frames.feed(scenario::fixture("esl/" + recording));
    std::vector<std::string> out;
    for (;;) {
        const auto frame = frames.next();
        EXPECT_TRUE(frame.has_value());
        if (!frame || !*frame) return out;
        if ((*frame)->content_type == content_type) out.emplace_back((*frame)->body);
    }
}

/// The rows of the truth about calls that were placed while somebody listened, by call id.
std::map<std::string, scenario::TruthRow> live_rows() {
    std::map<std::string, scenario::TruthRow> rows;
    for (scenario::TruthRow& row : scenario::truth_rows()) {
        if (row.at("phase") == "live") rows[row.at("a_leg_uuid")] = row;
    }
    return rows;
}

std::string letter_of(const scenario::TruthRow& row) {
    return row.at("tenant") == "demo-a" ? "a" : "b";
}

TEST(RecordedSessions, EveryCallOfTheEventsIsWhatTheSipEndsSaw) {
    const auto rows = live_rows();
    ASSERT_EQ(rows.size(), 10U);
    LiveFixture live;
    live.feed.channel_list(no_channels);
    std::map<std::string, live::LiveCall> last;
    std::set<std::string> answered;
    for (const std::string& event :
         bodies("05_events_json_four_kinds.server.txt", "text/event-json")) {
        live.feed.event(event);
        for (const char* letter : {"a", "b"}) {
            for (const auto& [id, call] : live.calls(letter)) {
                ASSERT_TRUE(rows.contains(id)) << "a leg is no call: " << id;
                EXPECT_EQ(letter_of(rows.at(id)), letter);
                last[id] = call;
                if (call.state != live::State::ringing) answered.insert(id);
            }
        }
    }
    ASSERT_EQ(last.size(), rows.size());
    for (const auto& [id, row] : rows) {
        const call::Call& call = last.at(id).call;
        EXPECT_EQ(call::to_string(call.direction), row.at("direction")) << row.at("test_id");
        EXPECT_EQ(call.from_uri, row.at("caller")) << row.at("test_id");
        if (row.at("direction") == "in") {
            EXPECT_EQ(call.did_e164, row.at("did")) << row.at("test_id");
        }
        if (row.at("direction") == "out") {
            EXPECT_EQ(call.remote_number, row.at("callee")) << row.at("test_id");
        }
        // One of the recording's calls was answered after its end.
        const bool was_answered = row.at("disposition") == "ANSWERED";
        const bool is_beyond_recording = row.at("test_id") == "live08";
        EXPECT_EQ(answered.contains(id), was_answered && !is_beyond_recording) << row.at("test_id");
    }
    EXPECT_EQ(live.feed.unread(), 0);
}

TEST(RecordedSessions, EventsOfOtherKindsAreNoCalls) {
    LiveFixture live;
    live.feed.channel_list(no_channels);
    for (const std::string& event :
         bodies("07_events_json_heartbeat_custom.server.txt", "text/event-json")) {
        live.feed.event(event);
    }
    EXPECT_EQ(live.feed.unread(), 0);
    EXPECT_EQ(live.board.figures().channels, 0U);
}

TEST(RecordedSessions, TheListOfTenCallsIsTenCalls) {
    const std::map<std::string, std::string> expected = {
        {"live01", "in answered +393928996552 1001:answered"},
        {"live02", "in ringing +393286263289 1003:ringing"},
        {"live03", "in ringing +393404942219"},
        {"live04", "in ringing +393359667475 queue:noagent 1003:ringing"},
        {"live05", "in answered +393206590231 1001:answered"},
        {"live06", "in answered +393665206608 1001:answered"},
        {"live07", "out answered +393401112233 1002:answered"},
        {"live08", "out ringing +393401112244 1004:ringing"},
        {"live09", "internal answered 1001:answered 1004:answered"},
        {"live10", "in held +393483316465 1002:held"},
    };
    LiveFixture live;
    live.feed.channel_list(bodies("10_live_show_ringing.server.txt", "api/response").front());
    const auto rows = live_rows();
    std::map<std::string, std::string> shown;
    for (const char* letter : {"a", "b"}) {
        for (const auto& [id, call] : live.calls(letter)) {
            const scenario::TruthRow& row = rows.at(id);
            EXPECT_EQ(letter_of(row), letter);
            EXPECT_EQ(call::to_string(call.call.direction), row.at("direction"));
            EXPECT_EQ(call.call.from_uri, row.at("caller"));
            shown[row.at("test_id")] = described(call);
        }
    }
    EXPECT_EQ(shown, expected);
    EXPECT_EQ(live.board.figures().calls_of_nobody, 0U);
}

TEST(RecordedSessions, EventsBehindTheListBringTheSameCallsToTheirEnd) {
    LiveFixture live;
    live.feed.channel_list(bodies("10_live_show_ringing.server.txt", "api/response").front());
    // Of another session of the same calls: what was so before the list is told once more.
    for (const std::string& event :
         bodies("05_events_json_four_kinds.server.txt", "text/event-json")) {
        live.feed.event(event);
    }
    live.feed.channel_list(no_channels);
    live.feed.channel_list(no_channels);
    EXPECT_EQ(live.board.figures().calls, 0U);
    EXPECT_EQ(live.board.figures().channels, 0U);
}

}  // namespace
}  // namespace edgvoip::tests

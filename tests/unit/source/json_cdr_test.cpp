#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/call/leg_codec.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace edgvoip::source::freeswitch {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

constexpr std::int64_t start_us = 1'795'359'220'651'918;

json::object variables() {
    return {{"uuid", "0189bdb5-baa6-489b-af1a-96f92c8d1506"},
            {"start_stamp", "2026-11-22 15:53:40"},
            {"start_uepoch", std::to_string(start_us)},
            {"answer_uepoch", "0"},
            {"end_uepoch", std::to_string(start_us + 500'000)}};
}

json::object record(json::object members = variables()) {
    return {{"channel_data", {{"direction", "inbound"}}}, {"variables", std::move(members)}};
}

base::Result<call::LegRecord> decode(const json::object& object) {
    return decode_json_cdr(json::serialize(object), "pbx1", "a.cdr.json");
}

/// The record with one variable set.
base::Result<call::LegRecord> decode_with(const std::string& key, json::value value) {
    json::object members = variables();
    members[key] = std::move(value);
    return decode(record(std::move(members)));
}

std::string complaint(const base::Result<call::LegRecord>& result) {
    EXPECT_FALSE(result);
    if (result) return {};
    EXPECT_EQ(result.error().fault, base::Fault::invalid);
    return result.error().detail;
}

std::string percent_encoded(const std::string& text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == ',' || c == '-' || c == '_' || c == '.' ||
                           c == '/';
        constexpr char digits[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (plain) {
            encoded += c;
        } else {
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return encoded;
}

std::string base64(const std::string& bytes) {
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(c);
        for (held += 8; held >= 6; held -= 6)
            text += alphabet[(bits >> (held - 6)) & 63];
        bits &= 0xFF;
    }
    if (held > 0) text += alphabet[(bits << (6 - held)) & 63];
    while (text.size() % 4 != 0)
        text += '=';
    return text;
}

TEST(JsonCdr, ReadsTheLeastARecordMaySay) {
    const auto leg = decode(record());
    ASSERT_TRUE(leg);
    EXPECT_EQ(leg->leg_id, "0189bdb5-baa6-489b-af1a-96f92c8d1506");
    EXPECT_EQ(leg->source, "pbx1");
    EXPECT_EQ(leg->adapter, "freeswitch-json");
    EXPECT_EQ(leg->raw_ref, "a.cdr.json");
    EXPECT_TRUE(leg->into_pbx);
    EXPECT_EQ(leg->started.us, start_us);
    EXPECT_EQ(leg->ended.us, start_us + 500'000);
    EXPECT_FALSE(leg->answered);
    EXPECT_FALSE(leg->media.reported);
    EXPECT_EQ(leg->detail, 5);
}

TEST(JsonCdr, NamesTheFieldThatCannotBeRight) {
    EXPECT_THAT(complaint(decode_json_cdr("", "s", "r")), HasSubstr("not JSON"));
    EXPECT_THAT(complaint(decode_json_cdr("{\"variables\":", "s", "r")), HasSubstr("not JSON"));
    EXPECT_THAT(complaint(decode_json_cdr("[]", "s", "r")), HasSubstr("no JSON object"));
    EXPECT_THAT(complaint(decode_json_cdr("{}", "s", "r")), HasSubstr("variables"));
    EXPECT_THAT(complaint(decode_json_cdr("{\"variables\":[]}", "s", "r")), HasSubstr("variables"));
    for (const char* id : {"", "a b", "../x", "a%00b"}) {
        EXPECT_THAT(complaint(decode_with("uuid", id)), HasSubstr("uuid")) << id;
    }
    EXPECT_THAT(complaint(decode_with("uuid", json::string(129, 'a'))), HasSubstr("uuid"));
    EXPECT_THAT(complaint(decode_with("uuid", json::array{})), HasSubstr("uuid"));
    for (const json::value& start : std::initializer_list<json::value>{
             "0", "", "x", "-1", "12", "99999999999999999999", nullptr, json::object{}}) {
        EXPECT_THAT(complaint(decode_with("start_uepoch", start)), HasSubstr("start_uepoch"));
    }
    EXPECT_THAT(complaint(decode_with("end_uepoch", "0")), HasSubstr("end_uepoch"));
    EXPECT_THAT(complaint(decode_with("end_uepoch", start_us - 1)),
                HasSubstr("before start_uepoch"));
    EXPECT_THAT(complaint(decode_with("end_uepoch", start_us + 40'000'000'000'000)),
                HasSubstr("more than a year"));
    json::object sideways = record();
    sideways["channel_data"] = {{"direction", "sideways"}};
    EXPECT_THAT(complaint(decode(sideways)),
                testing::AllOf(HasSubstr("direction"), testing::Not(HasSubstr("sideways"))));
}

TEST(JsonCdr, TakesNumbersAndDirectionsWhereverTheyAre) {
    const auto numbers = decode_with("start_uepoch", start_us);
    ASSERT_TRUE(numbers);
    EXPECT_EQ(numbers->started.us, start_us);
    json::object members = variables();
    members["direction"] = "outbound";
    const auto leg = decode({{"variables", members}});
    ASSERT_TRUE(leg);
    EXPECT_FALSE(leg->into_pbx);
}

TEST(JsonCdr, DecodesTheValuesOfAWholeRecordOrNone) {
    json::object members = variables();
    members["dialed_user"] = "100%25";
    EXPECT_EQ(decode(record(members))->dialed_user, "100%25");
    members["start_stamp"] = "2026-11-22%2015%3A53%3A40";
    members["channel_name"] = "sofia/internal/1001%40127.0.0.1%3A15101";
    members["last_arg"] = "50%+%zz%4";
    const auto leg = decode(record(members));
    EXPECT_EQ(leg->dialed_user, "100%");
    EXPECT_EQ(leg->channel_name, "sofia/internal/1001@127.0.0.1:15101");
    EXPECT_EQ(leg->last_arg, "50%+%zz%4") << "what is no escape stays";
    members.erase("start_stamp");
    EXPECT_EQ(decode(record(members))->dialed_user, "100%") << "another value shows it";
}

TEST(JsonCdr, ReadsListsWithAndWithoutPrefix) {
    json::object members = variables();
    members["originated_legs"] =
        "ARRAY::b;Outbound Call;1001|:b;Outbound Call;1001|:c;X;+39"
        "02|:not an id;x;y";
    members["originate_causes"] = "ARRAY::b;LOSE_RACE|:c;NONE|:z;USER_BUSY|:odd";
    members["transfer_history"] = "1795359493:x:bl_xfer:1002/ctx/XML";
    const auto leg = decode(record(members));
    ASSERT_TRUE(leg);
    ASSERT_EQ(leg->originated.size(), 2U);
    EXPECT_EQ(leg->originated[0], (call::LegRecord::Originated{"b", "1001", "LOSE_RACE"}));
    EXPECT_EQ(leg->originated[1], (call::LegRecord::Originated{"c", "+3902", "NONE"}));
    EXPECT_THAT(leg->transfers, testing::ElementsAre("1795359493:x:bl_xfer:1002/ctx/XML"));
    members["transfer_history"] = json::array{"one", 2, "three"};
    EXPECT_THAT(decode(record(members))->transfers, testing::ElementsAre("one", "three"));
}

TEST(JsonCdr, TurnsCallflowRoundAndKeepsWhoWasReached) {
    const auto hop = [](const char* dialled, const char* originator) {
        return json::object{
            {"times", {{"bridged_time", "1795359221000000"}}},
            {"caller_profile",
             {{"caller_id_number", "+39333"},
              {"caller_id_name", "Anna"},
              {"destination_number", dialled},
              {"context", "public"},
              {"originatee",
               {{"originatee_caller_profiles",
                 json::array{{{"uuid", "b"}, {"chan_name", "sofia/internal/1001@x"}},
                             {{"uuid", "b"}, {"chan_name", "sofia/internal/1001@x"}},
                             {{"uuid", "no id"}, {"chan_name", "y"}}}}}},
              {"originator",
               {{"originator_caller_profiles", json::array{{{"uuid", originator}}}}}}}}};
    };
    json::object object = record();
    object["callflow"] = json::array{hop("1001", "later"), "odd", hop("+3906", "first")};
    const auto leg = decode(object);
    ASSERT_TRUE(leg);
    ASSERT_EQ(leg->hops.size(), 2U);
    EXPECT_EQ(leg->hops.front().dialled, "+3906");
    EXPECT_EQ(leg->hops.back().dialled, "1001");
    EXPECT_EQ(leg->hops.front().bridged, base::Instant{1'795'359'221'000'000});
    EXPECT_THAT(leg->hops.front().reached,
                testing::ElementsAre(call::LegRecord::Reached{"b", "sofia/internal/1001@x"}));
    EXPECT_EQ(leg->links.originator, "first") << "later hops name whoever it was joined with";
    object["callflow"] = "none";
    EXPECT_TRUE(decode(object)->hops.empty());
}

TEST(JsonCdr, TakesBytesThatAreNotUtf8AsLatin1) {
    json::object object = record();
    object["callflow"] = json::array{{{"caller_profile", {{"caller_id_name", "Niccol@ Pap@"}}}}};
    std::string bytes = json::serialize(object);
    bytes.replace(bytes.find("Niccol@") + 6, 1, "\xF2");
    bytes.replace(bytes.find("Pap@") + 3, 1, "\xE0");
    const auto leg = decode_json_cdr(bytes, "s", "r");
    ASSERT_TRUE(leg);
    EXPECT_EQ(leg->hops.front().caller_name, "Niccolò Papà");
}

TEST(JsonCdr, CutsLongTextsBetweenCharacters) {
    std::string name;
    for (std::size_t i = 0; i < base::limits::record_text_bytes_max; ++i)
        name += "è";
    const auto leg = decode_with("last_arg", json::string("x" + name));
    ASSERT_TRUE(leg);
    EXPECT_LE(leg->last_arg.size(), base::limits::record_text_bytes_max);
    EXPECT_GE(leg->last_arg.size(), base::limits::record_text_bytes_max - 1);
    EXPECT_TRUE(base::is_valid_utf8(leg->last_arg));
}

TEST(JsonCdr, KeepsToItsLimits) {
    json::object object = record();
    json::array steps;
    for (std::size_t i = 0; i < base::limits::record_apps_max + 50; ++i) {
        steps.push_back({{"app_name", "set"}, {"app_data", "x"}});
    }
    object["app_log"] = {{"applications", steps}};
    EXPECT_EQ(decode(object)->apps.size(), base::limits::record_apps_max);

    object["padding"] = std::string(base::limits::record_bytes_max, 'x');
    const auto large = decode(object);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().fault, base::Fault::exhausted);

    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_THAT(complaint(decode_json_cdr(deep, "s", "r")), HasSubstr("not JSON"));
}

TEST(JsonCdr, DropsLinksAndFiguresThatAreNone) {
    json::object members = variables();
    members["originating_leg_uuid"] = "not an id";
    members["bridge_uuid"] = "b-1";
    members["rtp_audio_in_packet_count"] = "-3";
    members["rtp_audio_in_mos"] = "nan";
    members["rtp_audio_in_mean_interval"] = "20.5";
    members["hangup_cause_q850"] = "99999999999";
    members["answer_uepoch"] = "5";
    const auto leg = decode(record(members));
    ASSERT_TRUE(leg);
    EXPECT_EQ(leg->links.originating_leg, "");
    EXPECT_EQ(leg->links.bridged_to, "b-1");
    EXPECT_TRUE(leg->media.reported);
    EXPECT_EQ(leg->media.packets, 0);
    EXPECT_FALSE(leg->media.pbx_mos);
    EXPECT_DOUBLE_EQ(leg->media.mean_interval_ms, 20.5);
    EXPECT_EQ(leg->q850, 0);
    EXPECT_FALSE(leg->answered);
}

TEST(JsonCdr, JoinsTheRecordingsFolderAndName) {
    json::object members = variables();
    members["record_path"] = "/rec/2026";
    members["record_name"] = "x.wav";
    EXPECT_EQ(decode(record(members))->recording_path, "/rec/2026/x.wav");
    members["record_path"] = "/rec/";
    EXPECT_EQ(decode(record(members))->recording_path, "/rec/x.wav");
    members.erase("record_path");
    members.erase("record_name");
    EXPECT_FALSE(decode(record(members))->recorded);
    members["record_seconds"] = "3";
    EXPECT_TRUE(decode(record(members))->recorded);
    EXPECT_EQ(decode(record(members))->recording_path, "");
}

TEST(JsonCdr, ReadsEveryBodyFormAlike) {
    json::object members = variables();
    members["channel_name"] = "sofia/internal/1001@127.0.0.1:15101";
    members["last_arg"] = "line\none \"quoted\"";
    const std::string plain = json::serialize(record(members));
    const auto leg = decode_json_cdr(plain, "s", "r");
    ASSERT_TRUE(leg);
    for (const std::string& body :
         {"\n" + plain + "\n", percent_encoded(plain), "cdr=" + percent_encoded(plain),
          base64(plain), "cdr=" + base64(plain)}) {
        const auto other = decode_json_cdr(body, "s", "r");
        ASSERT_TRUE(other) << body;
        EXPECT_EQ(*other, *leg);
    }
}

TEST(JsonCdr, RecoversValuesEncodedBeforeTheWholeWas) {
    // FreeSWITCH encodes the values, then the whole, but no `%XX` twice.
    const std::string encoded =
        R"({"channel_data":{"direction":"inbound"},"variables":{"uuid":"u-1","start_stamp":)"
        R"("2026-11-22%2015%3A53%3A40","start_uepoch":"1795359220651918","end_uepoch":)"
        R"("1795359221651918","last_arg":"a%22b%0Ac"},"callflow":[]})";
    std::string body;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        body += encoded[i] == '%' ? "%" : percent_encoded(std::string(1, encoded[i]));
    }
    const auto leg = decode_json_cdr("cdr=" + body, "s", "r");
    ASSERT_TRUE(leg);
    EXPECT_EQ(leg->leg_id, "u-1");
    EXPECT_EQ(leg->last_arg, "a\"b c") << "control characters become spaces";
}

TEST(JsonCdr, RecordsSurviveTheStoresBytes) {
    const std::string folder =
        std::string(EDG_SOURCE_DIR) + "/tests/fixtures/freeswitch/json_cdr/p1";
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        const auto leg = decode_json_cdr(bytes.str(), "pbx1", entry.path().filename().string());
        ASSERT_TRUE(leg) << entry.path();
        const auto again = call::decode_leg_record(call::encode(*leg));
        ASSERT_TRUE(again);
        EXPECT_EQ(*again, *leg);
        ++count;
    }
    EXPECT_GT(count, 100U);
}

}  // namespace
}  // namespace edgvoip::source::freeswitch

#include "w3/follow/changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace w3::follow {
namespace {

using testing::ElementsAre;

constexpr const char* const call_a = R"({"call_id":"a","direction":"in","disposition":"NO_ANSWER",
    "start_ts":"2026-11-23T09:00:00.250Z","from_uri":"+390612345678","to_uri":"1001",
    "from_name":"Nicolò","did_e164":"+390699","ext_number":"1001","missed_reason":"no_answer",
    "store_id":"6f1d0a4e-0000-4000-8000-0000000000a1","ring_sec":25,"billsec":0,"unknown":[{}]})";

std::string answer(const std::string& items, const std::string& removed = "") {
    return R"({"items":[)" + items + R"(],"removed":[)" + removed +
           R"(],"next_token":"next","more":false})";
}

/// The call with something of its text replaced.
std::string call_with(std::string_view part, std::string_view replacement) {
    std::string text = call_a;
    const std::size_t at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return text.replace(at, part.size(), replacement);
}

TEST(Changes, an_answer_tells_calls_removals_and_how_to_go_on) {
    const auto changes =
        read_changes(answer(call_a, R"({"call_id":"b","reason":"erased"},{"call_id":"c"})"));
    ASSERT_TRUE(changes) << changes.error().detail;
    EXPECT_EQ(changes->next_token, "next");
    EXPECT_FALSE(changes->more);
    EXPECT_THAT(changes->removed, ElementsAre("b", "c"));
    ASSERT_EQ(changes->calls.size(), 1u);
    const callbacks::Call& call = changes->calls[0];
    EXPECT_EQ(call.call_id, "a");
    EXPECT_EQ(call.direction, "in");
    EXPECT_EQ(call.disposition, "NO_ANSWER");
    EXPECT_EQ(base::to_iso8601(call.start), "2026-11-23T09:00:00.250Z");
    EXPECT_EQ(call.number, "+390612345678");
    EXPECT_EQ(call.name, "Nicolò");
    EXPECT_EQ(call.did, "+390699");
    EXPECT_EQ(call.ext, "1001");
    EXPECT_EQ(call.missed_reason, "no_answer");
    EXPECT_EQ(call.store_id->uuid.text(), "6f1d0a4e-0000-4000-8000-0000000000a1");
    EXPECT_EQ(call.ring_sec, 25);
    EXPECT_EQ(call.billsec, 0);
    EXPECT_TRUE(read_changes(R"({"items":[],"removed":[],"next_token":"n","more":true})")->more);
}

TEST(Changes, the_remote_number_of_a_call_out_is_who_was_called) {
    const auto changes =
        read_changes(answer(call_with(R"("direction":"in")", R"("direction":"out")")));
    EXPECT_EQ(changes->calls.at(0).number, "1001");
}

TEST(Changes, what_a_call_may_lack_is_empty) {
    const auto changes =
        read_changes(answer(R"({"call_id":"a","direction":"in","disposition":"FAILED",
                   "start_ts":"2026-11-23T09:00:00Z","from_uri":null,"store_id":null,
                   "missed_reason":null,"ring_sec":null})"));
    ASSERT_TRUE(changes) << changes.error().detail;
    const callbacks::Call& call = changes->calls.at(0);
    EXPECT_EQ(call.number, "");
    EXPECT_EQ(call.name, "");
    EXPECT_EQ(call.missed_reason, "");
    EXPECT_EQ(call.store_id, std::nullopt);
    EXPECT_EQ(call.ring_sec, 0);
}

TEST(Changes, without_what_callbacks_need_an_answer_is_none) {
    for (const auto& [part, replacement] :
         {std::pair(R"("call_id":"a")", R"("id":"a")"),
          {R"("call_id":"a")", R"("call_id":"")"},
          {R"("call_id":"a")", R"("call_id":1)"},
          {R"("direction":"in")", R"("direction":null)"},
          {R"("disposition":"NO_ANSWER")", R"("disposition":"")"},
          {R"("start_ts":"2026-11-23T09:00:00.250Z")", R"("start_ts":"2026-11-23")"},
          {R"("start_ts":"2026-11-23T09:00:00.250Z")", R"("start_ts":"2026-11-23T09:00:00")"},
          {R"("start_ts":"2026-11-23T09:00:00.250Z")", R"("start_ts":"now")"},
          {R"("start_ts":"2026-11-23T09:00:00.250Z")", R"("start_ts":1)"}}) {
        const auto changes = read_changes(answer(call_with(part, replacement)));
        ASSERT_FALSE(changes) << replacement;
        EXPECT_EQ(changes.error().fault, base::Fault::corrupt);
    }
}

TEST(Changes, a_removal_says_of_which_call) {
    for (const char* const removed : {"{}", R"({"call_id":""})", R"({"call_id":1})", "1", "null"})
        EXPECT_FALSE(read_changes(answer("", removed))) << removed;
}

TEST(Changes, what_tells_no_changes_is_refused) {
    for (const char* const body : {"", "{", "[]", "null", "{} {}", "<html>", R"({"items":[]})",
                                   R"({"removed":[],"next_token":"n","more":false})",
                                   R"({"items":[],"next_token":"n","more":false})",
                                   R"({"items":[],"removed":[],"more":false})",
                                   R"({"items":[],"removed":[],"next_token":"","more":false})",
                                   R"({"items":[],"removed":[],"next_token":1,"more":false})",
                                   R"({"items":[],"removed":[],"next_token":"n"})",
                                   R"({"items":[],"removed":[],"next_token":"n","more":0})",
                                   R"({"items":{},"removed":[],"next_token":"n","more":false})",
                                   R"({"items":[],"removed":{},"next_token":"n","more":false})",
                                   R"({"items":[1],"removed":[],"next_token":"n","more":false})"}) {
        const auto changes = read_changes(body);
        ASSERT_FALSE(changes) << body;
        EXPECT_EQ(changes.error().fault, base::Fault::corrupt);
    }
}

}  // namespace
}  // namespace w3::follow

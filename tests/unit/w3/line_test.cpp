#include "w3/api/line.hpp"

#include <gtest/gtest.h>

namespace w3::api {
namespace {

std::string call(const std::string& id, const std::string& state, const std::string& more = "") {
    return R"({"call_id":")" + id + R"(","direction":"in","state":")" + state +
           R"(","start_ts":"2026-11-23T09:00:00Z","answer_ts":null,"ext_number":null)" + more + "}";
}

std::optional<Line> line(const std::string& calls) {
    return line_of(R"({"items":[)" + calls + "]}").value();
}

/// The extension of a call with these.
std::string ext(const std::string& state, const std::string& exts) {
    return line(call("a", state, R"(,"exts":[)" + exts + "]")).value().ext;
}

TEST(Line, nobody_is_on_it_without_a_call) {
    EXPECT_EQ(line(""), std::nullopt);
    EXPECT_EQ(line(call("a", "odd")), std::nullopt);
    EXPECT_EQ(line("1,null,{}"), std::nullopt);
}

TEST(Line, is_since_it_was_answered_or_began) {
    EXPECT_EQ(line(call("a", "ringing")), (Line{"a", "ringing", "2026-11-23T09:00:00Z", "in", ""}));
    EXPECT_EQ(line(R"({"call_id":"a","direction":"out","state":"answered",)"
                   R"("start_ts":"2026-11-23T09:00:00Z","answer_ts":"2026-11-23T09:00:07Z",)"
                   R"("exts":[{"ext":"1001","state":"answered"}]})"),
              (Line{"a", "answered", "2026-11-23T09:00:07Z", "out", "1001"}));
}

TEST(Line, who_talks_comes_first_and_then_the_newest) {
    const std::string calls = call("a", "ringing") + "," + call("b", "held") + "," +
                              call("c", "answered") + "," + call("d", "answered");
    EXPECT_EQ(line(calls).value().call_id, "c");
    EXPECT_EQ(line(call("a", "ringing") + "," + call("b", "held")).value().call_id, "b");
    EXPECT_EQ(line(call("a", "ringing") + "," + call("b", "ringing")).value().call_id, "a");
}

TEST(Line, internal_calls_are_not_with_the_number) {
    EXPECT_EQ(line(R"({"call_id":"a","direction":"internal","state":"answered"})"), std::nullopt);
}

TEST(Line, names_who_talks_or_alone_rings) {
    EXPECT_EQ(ext("answered", R"({"ext":"1","state":"ringing"},{"ext":"2","state":"answered"})"),
              "2");
    EXPECT_EQ(ext("held", R"({"ext":"1","state":"ringing"},{"ext":"2","state":"held"})"), "2");
    EXPECT_EQ(ext("ringing", R"({"ext":"1","state":"ringing"})"), "1");
    EXPECT_EQ(ext("ringing", R"({"ext":"1","state":"ringing"},{"ext":"2","state":"ringing"})"), "");
    EXPECT_EQ(ext("ringing", ""), "");
}

TEST(Line, without_extensions_the_call_itself_says_whose_it_is) {
    EXPECT_EQ(line(R"({"call_id":"a","direction":"out","state":"ringing","ext_number":"1001"})")
                  .value()
                  .ext,
              "1001");
}

TEST(Line, what_is_no_list_is_corrupt) {
    for (const char* text : {"", "[]", "{}", R"({"items":{}})", R"({"items":[)"}) {
        const auto read = line_of(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().fault, base::Fault::corrupt);
    }
}

}  // namespace
}  // namespace w3::api

#include "w3/api/json_body.hpp"

#include <gtest/gtest.h>

namespace w3::api {
namespace {

using Errors = std::vector<http::ParameterError>;

TEST(JsonBody, what_is_asked_for_and_right_is_read) {
    JsonBody body(R"({"a":"text","b":true,"c":null,"d":["00000000-0000-4000-8000-000000000001"]})");
    EXPECT_EQ(body.text("a", 4), "text");
    EXPECT_EQ(body.boolean("b"), true);
    EXPECT_EQ(body.text_or_null("c", 4), "");
    EXPECT_EQ(body.store_ids("d", 1)->ids->size(), 1u);
    EXPECT_EQ(body.maybe_text("e", 4), std::nullopt);
    EXPECT_EQ(body.errors(), Errors());
}

TEST(JsonBody, everything_that_is_wrong_is_named) {
    JsonBody body(R"({"a":"texts","b":1,"c":"","d":["x"],"e":"a\nb","f":"x"})");
    EXPECT_EQ(body.text("a", 4), "");
    EXPECT_EQ(body.boolean("b"), std::nullopt);
    EXPECT_EQ(body.text_or_null("c", 4), std::nullopt);
    EXPECT_FALSE(body.store_ids("d", 1));
    EXPECT_EQ(body.maybe_text("e", 4), std::nullopt);
    EXPECT_EQ(body.text("g", 4), "");
    EXPECT_EQ(body.errors(), (Errors{{"a", "is longer than 4 bytes"},
                                     {"b", "is not true or false"},
                                     {"c", "is empty"},
                                     {"d", "is not a list of store ids, nor null"},
                                     {"e", "has a control character"},
                                     {"g", "is missing"},
                                     {"f", "is not known here"}}));
}

TEST(JsonBody, what_is_no_object_is_named_once) {
    for (const char* const text : {"", "[]", "{", "null", R"({"a":1,"a":2})", "{} {}"}) {
        JsonBody body(text);
        ASSERT_EQ(body.errors().size(), 1u) << text;
        EXPECT_EQ(body.errors()[0].parameter, "body");
    }
}

TEST(JsonBody, null_is_all_stores_and_a_store_counts_once) {
    JsonBody body(R"({"a":null,"b":["00000000-0000-4000-8000-000000000001",
                      "00000000-0000-4000-8000-000000000001"]})");
    EXPECT_EQ(body.store_ids("a", 1)->ids, std::nullopt);
    EXPECT_EQ(body.store_ids("b", 1)->ids->size(), 1u);
    EXPECT_FALSE(body.store_ids("c", 1));
}

}  // namespace
}  // namespace w3::api

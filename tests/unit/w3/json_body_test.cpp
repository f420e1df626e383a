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
    EXPECT_EQ(body.errors(), (Errors{{"a", "is longer than 4 bytes", "too_long"},
                                     {"b", "is not true or false", "not_truth"},
                                     {"c", "is empty", "empty"},
                                     {"d", "is not a list of store ids, nor null", "not_list"},
                                     {"e", "has a control character", "control_character"},
                                     {"g", "is missing", "missing"},
                                     {"f", "is not known here", "unknown"}}));
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

TEST(JsonBody, numbers_truths_ids_and_instants_are_read) {
    JsonBody body(R"({"a":7,"b":null,"c":null,"d":true,"e":null,
                      "f":"00000000-0000-4000-8000-000000000001","g":"2026-11-28T10:30:00+01:00",
                      "h":["x","y"]})");
    EXPECT_EQ(body.integer("a", 7, 7), 7);
    EXPECT_EQ(body.integer_or_null("b", 1, 2)->value, std::nullopt);
    EXPECT_EQ(body.boolean_or_null("c"), std::make_optional(std::optional<bool>()));
    EXPECT_EQ(body.boolean_or_null("d"), std::make_optional(std::optional(true)));
    EXPECT_EQ(body.id_or_null("e")->uuid, std::nullopt);
    EXPECT_EQ(body.id_or_null("f")->uuid->text(), "00000000-0000-4000-8000-000000000001");
    EXPECT_EQ(base::to_iso8601(*body.instant("g")), "2026-11-28T09:30:00Z");
    EXPECT_EQ(body.texts("h", 2, 1), (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(body.errors(), Errors());
}

TEST(JsonBody, what_is_not_there_is_missing_where_it_is_required_only) {
    JsonBody body(R"({"a":1})");
    EXPECT_FALSE(body.integer("b", 1, 2));
    EXPECT_FALSE(body.integer_or_null("b", 1, 2));
    EXPECT_FALSE(body.boolean_or_null("b"));
    EXPECT_FALSE(body.id_or_null("b"));
    EXPECT_FALSE(body.instant("b"));
    body.require("a");
    EXPECT_EQ(body.integer("a", 1, 1), 1);
    EXPECT_EQ(body.errors(), Errors());
    body.require("b");
    EXPECT_EQ(body.errors(), (Errors{{"b", "is missing", "missing"}}));
}

TEST(JsonBody, a_wrong_number_truth_id_or_instant_is_named) {
    JsonBody body(R"({"a":3,"b":0,"c":1.5,"d":"1","e":1,"f":"x","g":2,"h":"2026-11-28",
                      "i":"2026-11-28T10:30:00","j":true})");
    EXPECT_FALSE(body.integer("a", 1, 2));
    EXPECT_FALSE(body.integer("b", 1, 2));
    EXPECT_FALSE(body.integer_or_null("c", 1, 2));
    EXPECT_FALSE(body.integer_or_null("d", 1, 2));
    EXPECT_FALSE(body.boolean_or_null("e"));
    EXPECT_FALSE(body.id_or_null("f"));
    EXPECT_FALSE(body.id_or_null("g"));
    EXPECT_FALSE(body.instant("h"));
    EXPECT_FALSE(body.instant("i"));
    EXPECT_FALSE(body.instant("j"));
    const auto errors = body.errors();
    ASSERT_EQ(errors.size(), 10u);
    for (std::size_t i = 0; i < errors.size(); ++i)
        EXPECT_EQ(errors[i].parameter, std::string(1, static_cast<char>('a' + i)));
}

TEST(JsonBody, objects_within_are_read_and_what_is_wrong_in_them_is_the_lists) {
    JsonBody body(R"({"a":[{"x":1},{"x":9,"y":0}],"b":[[{"x":1}],[]]})");
    auto objects = body.objects("a", 2);
    ASSERT_EQ(objects.size(), 2u);
    EXPECT_EQ(objects[0].integer("x", 1, 2), 1);
    EXPECT_FALSE(objects[1].integer("x", 1, 2));
    const auto lists = body.object_lists("b", 2, 1);
    ASSERT_EQ(lists.size(), 2u);
    EXPECT_EQ(lists[0].size(), 1u);
    EXPECT_TRUE(lists[1].empty());
    for (const JsonBody& each : objects)
        body.take_errors("a", each);
    EXPECT_EQ(body.errors(), (Errors{{"a", "x is no whole number from 1 to 2", "not_in_range"},
                                     {"a", "y is not known here", "unknown"}}));
}

TEST(JsonBody, a_list_of_other_things_or_of_too_many_is_named) {
    for (const char* const list : {"1", "null", "{}", "[1]", "[{},null]", "[{},{},{}]"}) {
        JsonBody body(R"({"a":)" + std::string(list) + "}");
        EXPECT_TRUE(body.objects("a", 2).empty()) << list;
        EXPECT_EQ(body.errors().size(), 1u) << list;
    }
    for (const char* const lists : {"1", "[]", "[[]]", "[[],[],[]]"}) {
        JsonBody body(R"({"a":)" + std::string(lists) + "}");
        EXPECT_TRUE(body.object_lists("a", 2, 1).empty()) << lists;
        EXPECT_EQ(body.errors().size(), 1u) << lists;
    }
    JsonBody body(R"({"a":[[{},{}],[]],"b":[[],1]})");
    body.object_lists("a", 2, 1);
    body.object_lists("b", 2, 1);
    EXPECT_EQ(body.objects("c", 1).size() + body.object_lists("d", 2, 1).size(), 0u);
    EXPECT_EQ(body.errors().size(), 4u);
}

TEST(JsonBody, a_list_of_texts_has_as_many_as_may_be) {
    for (const char* const list : {"1", "[]", R"(["a","b","c"])", R"(["a",1])", R"(["abc"])"}) {
        JsonBody body(R"({"a":)" + std::string(list) + "}");
        EXPECT_TRUE(body.texts("a", 2, 2).empty()) << list;
        EXPECT_EQ(body.errors().size(), 1u) << list;
    }
}

}  // namespace
}  // namespace w3::api

#include "access/strict_json.hpp"

#include <gtest/gtest.h>

#include <string>

namespace auth {
namespace {

std::string nested(unsigned levels) {
    std::string text = R"({"a":)";
    for (unsigned i = 1; i < levels; ++i)
        text += "[";
    text += "1";
    for (unsigned i = 1; i < levels; ++i)
        text += "]";
    return text + "}";
}

TEST(StrictJson, ReadsOneObject) {
    const auto object = parse_strict_object(R"( {"a":1,"b":{"a":"x"},"c":[{"a":1},{"a":2}]} )");
    ASSERT_TRUE(object);
    EXPECT_EQ(object->size(), 3U);
}

TEST(StrictJson, RefusesWhatIsNotOneObject) {
    for (const char* text : {"", "[]", "1", "null", "\"a\"", "{", "{\"a\":1", "{\"a\":1}}",
                             "{\"a\":1} {}", "{\"a\":1,}", "{'a':1}", "{\"a\":01}", "{\"a\":NaN}",
                             "{\"a\":1}/**/", "{\"a\":\"\xff\"}", "{\"a\":\"\x01\"}"}) {
        EXPECT_FALSE(parse_strict_object(text)) << text;
    }
    EXPECT_FALSE(parse_strict_object(std::string("{\"a\":1}\0", 8)));
}

TEST(StrictJson, RefusesANameTwiceHoweverItIsWritten) {
    EXPECT_FALSE(parse_strict_object(R"({"a":1,"a":1})"));
    EXPECT_FALSE(parse_strict_object(R"({"a":1,"b":2,"\u0061":1})"));
    EXPECT_FALSE(parse_strict_object(R"({"x":{"a":1,"a":2}})"));
    EXPECT_FALSE(parse_strict_object(R"({"x":[{"a":1,"a":2}]})"));
    EXPECT_TRUE(parse_strict_object(R"({"a":1,"A":1})"));
}

TEST(StrictJson, NestsAtMostEightLevels) {
    EXPECT_TRUE(parse_strict_object(nested(8)));
    EXPECT_FALSE(parse_strict_object(nested(9)));
    EXPECT_FALSE(parse_strict_object(nested(1000)));
}

}  // namespace
}  // namespace auth

#include "http/json_writer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>

namespace http {
namespace {

std::string text_of(std::string_view value) {
    std::string out;
    JsonWriter(out).text(value);
    return out;
}

std::string fixed_of(std::int64_t value, int decimals) {
    std::string out;
    JsonWriter(out).fixed(value, decimals);
    return out;
}

TEST(JsonWriter, PutsCommasBetweenMembersAndItemsOnly) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field("name", "Catena A");
    json.field("count", 3);
    json.field("big", std::int64_t{-9'000'000'000});
    json.field("open", true);
    json.key("items");
    json.begin_array();
    json.integer(1);
    json.begin_object();
    json.end_object();
    json.begin_array();
    json.end_array();
    json.null();
    json.end_array();
    json.key("after");
    json.boolean(false);
    json.key("inner");
    json.raw(R"({"a":1})");
    json.field("last", std::string_view("x"));
    json.end_object();
    EXPECT_EQ(out, R"({"name":"Catena A","count":3,"big":-9000000000,"open":true,)"
                   R"("items":[1,{},[],null],"after":false,"inner":{"a":1},"last":"x"})");
}

TEST(JsonWriter, AppendsToWhatIsThere) {
    std::string out = "data: ";
    JsonWriter json(out);
    json.begin_array();
    json.end_array();
    EXPECT_EQ(out, "data: []");
}

TEST(JsonWriter, WritesNullForAnEmptyText) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field_or_null("a", "");
    json.field_or_null("b", "x");
    json.end_object();
    EXPECT_EQ(out, R"({"a":null,"b":"x"})");
}

TEST(JsonWriter, EscapesWhatMustBeEscaped) {
    EXPECT_EQ(text_of("a\"b\\c/d"), R"("a\"b\\c/d")");
    EXPECT_EQ(text_of("\b\f\n\r\t"), R"("\b\f\n\r\t")");
    EXPECT_EQ(text_of(std::string_view("\0\x01\x1f", 3)), R"("\u0000\u0001\u001f")");
}

TEST(JsonWriter, WritesPlainTextsInPieces) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    json.plain_text(std::array<std::string_view, 4>{"/api", "", "?from=", "2025-10-30"});
    json.plain_text({});
    json.integer(1);
    json.end_array();
    EXPECT_EQ(out, R"(["/api?from=2025-10-30","",1])");
}

TEST(JsonWriter, KnowsWhichTextsStandForThemselves) {
    EXPECT_TRUE(stands_for_itself(""));
    EXPECT_TRUE(stands_for_itself("/api/cdr?from=2025-10-30T09:12:05.250Z&ext=%20"));
    for (const std::string_view special : {"\"", "\\", "\n", "\x1f", "è", "\xff"}) {
        EXPECT_FALSE(stands_for_itself(special));
        EXPECT_FALSE(stands_for_itself("a text of more than one block " + std::string(special)));
    }
}

TEST(JsonWriter, EscapesAtEveryPlaceOfAnyLength) {
    constexpr std::size_t longest = 50;  // some blocks of bytes that are looked at together
    const std::pair<std::string, std::string> special[] = {
        {"\"", "\\\""},      {"\\", "\\\\"},           {"\n", "\\n"},
        {"\x1f", "\\u001f"}, {"\xc3\xa8", "\xc3\xa8"}, {"\xff", "\xef\xbf\xbd"}};
    for (std::size_t size = 0; size <= longest; ++size) {
        EXPECT_EQ(text_of(std::string(size, 'a')), '"' + std::string(size, 'a') + '"');
        for (std::size_t at = 0; at <= size; ++at) {
            const std::string before(at, '~');
            const std::string behind(size - at, ' ');
            for (const auto& [given, written] : special) {
                EXPECT_EQ(text_of(before + given + behind), '"' + before + written + behind + '"');
            }
        }
    }
}

TEST(JsonWriter, PassesUtf8Through) {
    EXPECT_EQ(text_of("Perù è 5 €"), "\"Perù è 5 €\"");
    EXPECT_EQ(text_of("\xf0\x9f\x93\x9e"), "\"\xf0\x9f\x93\x9e\"");
    EXPECT_EQ(text_of("\xf4\x8f\xbf\xbf"), "\"\xf4\x8f\xbf\xbf\"");
    EXPECT_EQ(text_of("\xed\x9f\xbf"), "\"\xed\x9f\xbf\"");
    EXPECT_EQ(text_of("\xe0\xa0\x80"), "\"\xe0\xa0\x80\"");
}

TEST(JsonWriter, ReplacesEveryByteThatIsNotUtf8) {
    constexpr const char* fffd = "\xef\xbf\xbd";
    const auto times = [&](int count) {
        std::string out = "\"";
        for (int i = 0; i < count; ++i)
            out += fffd;
        return out + "\"";
    };
    EXPECT_EQ(text_of("\xe8"), times(1));              // Latin-1 è
    EXPECT_EQ(text_of("\xc0\xaf"), times(2));          // overlong
    EXPECT_EQ(text_of("\xe0\x80\x80"), times(3));      // overlong
    EXPECT_EQ(text_of("\xed\xa0\x80"), times(3));      // a surrogate
    EXPECT_EQ(text_of("\xf4\x90\x80\x80"), times(4));  // behind the last code point
    EXPECT_EQ(text_of("\xf0\x9f\x93"), times(3));      // cut off
    EXPECT_EQ(text_of("a\xffz"), std::string("\"a") + fffd + "z\"");
}

TEST(JsonWriter, WritesFixedPointNumbers) {
    EXPECT_EQ(fixed_of(128, 2), "1.28");
    EXPECT_EQ(fixed_of(430, 2), "4.30");
    EXPECT_EQ(fixed_of(0, 4), "0.0000");
    EXPECT_EQ(fixed_of(7800, 4), "0.7800");
    EXPECT_EQ(fixed_of(5, 2), "0.05");
    EXPECT_EQ(fixed_of(-5, 2), "-0.05");
    EXPECT_EQ(fixed_of(-150, 1), "-15.0");
    EXPECT_EQ(fixed_of(42, 0), "42");
    EXPECT_EQ(fixed_of(std::numeric_limits<std::int64_t>::min(), 2), "-92233720368547758.08");
}

TEST(JsonWriter, WritesTheWholeRangeOfIntegers) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    json.integer(std::numeric_limits<std::int64_t>::min());
    json.integer(std::numeric_limits<std::int64_t>::max());
    json.end_array();
    EXPECT_EQ(out, "[-9223372036854775808,9223372036854775807]");
}

}  // namespace
}  // namespace http

#include "base/error.hpp"
#include "http/ascii.hpp"
#include "http/message.hpp"
#include "http/percent_encoding.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

TEST(SameIgnoringCase, FoldsAsciiLettersOnly) {
    EXPECT_TRUE(same_ignoring_case("Content-Length", "cONTENT-lENGTH"));
    EXPECT_FALSE(same_ignoring_case("Host", "Hos"));
    EXPECT_FALSE(same_ignoring_case("Hos", "Host"));
    EXPECT_FALSE(same_ignoring_case("@", "`"));
    EXPECT_FALSE(same_ignoring_case("\xc8", "\xe8"));
}

TEST(HasControlCharacter, SeesC0DelAndC1) {
    EXPECT_TRUE(has_control_character(std::string_view("a\0b", 3)));
    EXPECT_TRUE(has_control_character("a\tb"));
    EXPECT_TRUE(has_control_character("\x7f"));
    EXPECT_TRUE(has_control_character("\xc2\x85"));
    EXPECT_FALSE(has_control_character("\xc2\xa0"));
    EXPECT_FALSE(has_control_character("Perù €"));
    EXPECT_FALSE(has_control_character(""));
}

TEST(PercentDecode, DecodesEitherCase) {
    EXPECT_EQ(percent_decode("a%2fB%2Fc", Plus::is_plus), "a/B/c");
    EXPECT_EQ(percent_decode("%c3%B9", Plus::is_plus), "ù");
    EXPECT_EQ(percent_decode("%00", Plus::is_plus), std::string(1, '\0'));
    EXPECT_EQ(percent_decode("%2541", Plus::is_plus), "%41");
}

TEST(PercentDecode, TakesPlusAsToldTo) {
    EXPECT_EQ(percent_decode("a+b%2B", Plus::is_plus), "a+b+");
    EXPECT_EQ(percent_decode("a+b%2B", Plus::is_space), "a b+");
}

TEST(PercentDecode, RefusesWhatIsNotTwoHexDigits) {
    for (const char* bad : {"%", "%4", "a%", "%zz", "%4g", "%g4", "%%41", "%u0041", "% 1", "%+1"}) {
        EXPECT_EQ(percent_decode(bad, Plus::is_space), std::nullopt) << bad;
    }
}

TEST(Request, FindsTheFirstFieldInAnyCase) {
    Request request;
    request.headers = {{"accept", "a"}, {"Accept", "b"}};
    EXPECT_EQ(request.header("ACCEPT"), "a");
    EXPECT_EQ(request.header("Accept-Language"), std::nullopt);
}

TEST(Request, KnowsThePartsOfItsPathOnly) {
    Request request;
    request.path_values = {{"call_id", "abc"}};
    EXPECT_EQ(request.path_value("call_id"), "abc");
    EXPECT_THROW(request.path_value("other"), base::Bug);
}

}  // namespace
}  // namespace http

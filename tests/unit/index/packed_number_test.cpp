#include "edgvoip/index/packed_number.hpp"

#include "base/error.hpp"
#include "base/phone_number.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

namespace edgvoip::index {
namespace {

const std::vector<std::string> packable = {"+",
                                           "+1",
                                           "+12345",
                                           "+1234",
                                           "+123456",
                                           "+1234567",
                                           "1",
                                           "12345",
                                           "123456",
                                           "1234567",
                                           "012345",
                                           "0",
                                           "00",
                                           "+390612345678",
                                           "390612345678",
                                           "+123456789012345",
                                           "123456789012345",
                                           "999999999999999"};
const std::vector<std::string> unpackable = {
    "1234567890123456", "+1234567890123456", "++1", "1+", "a", "12 34", "büro123"};

bool passes(const std::vector<NumberTest>& tests, PackedNumber number) {
    return std::any_of(tests.begin(), tests.end(), [number](const NumberTest& test) {
        return (number & test.mask) == test.value && (number & test.some) != 0;
    });
}

/// What `base::mask_number` leaves of a number.
std::string visible(const std::string& number) {
    const std::string masked = base::mask_number(number);
    return masked.substr(0, masked.find('*'));
}

TEST(PackedNumberTest, PacksUpToFifteenDigits) {
    std::vector<PackedNumber> seen;
    for (const std::string& number : packable) {
        const auto packed = pack_number(number);
        ASSERT_TRUE(packed) << number;
        EXPECT_NE(*packed, no_number);
        EXPECT_EQ(place_of(*packed), 0U);
        EXPECT_THAT(seen, testing::Not(testing::Contains(*packed))) << number;
        seen.push_back(*packed);
    }
    for (const std::string& number : unpackable)
        EXPECT_FALSE(pack_number(number)) << number;
    EXPECT_THROW(pack_number(""), base::Bug);
}

TEST(PackedNumberTest, AListedNumberKnowsItsPlace) {
    EXPECT_EQ(place_of(listed_number(1)), 1U);
    EXPECT_EQ(place_of(listed_number(0xffffffff)), 0xffffffffU);
    EXPECT_EQ(place_of(no_number), 0U);
}

TEST(PackedNumberTest, TestsForWholeNumbersAreThoseOfTheTexts) {
    std::vector<std::string> wanted = packable;
    wanted.insert(wanted.end(), unpackable.begin(), unpackable.end());
    wanted.emplace_back();
    for (const std::string& text : wanted) {
        const auto equal = tests_for_equal(text, NumberSight::whole);
        const auto start = tests_for_start(text, NumberSight::whole);
        EXPECT_FALSE(passes(equal, no_number)) << text;
        EXPECT_FALSE(passes(start, no_number)) << text;
        EXPECT_FALSE(passes(equal, listed_number(7))) << text;
        EXPECT_FALSE(passes(start, listed_number(7))) << text;
        for (const std::string& number : packable) {
            const PackedNumber packed = *pack_number(number);
            EXPECT_EQ(passes(equal, packed), number == text) << number << " = " << text;
            EXPECT_EQ(passes(start, packed), number.starts_with(text)) << number << " " << text;
            EXPECT_EQ(is_seen_as(number, text, NumberSight::whole), number == text);
            EXPECT_EQ(is_seen_to_start(number, text, NumberSight::whole), number.starts_with(text));
        }
    }
}

TEST(PackedNumberTest, TestsForMaskedNumbersSeeOnlyWhatIsShown) {
    std::vector<std::string> wanted = packable;
    for (const std::string& number : packable)
        wanted.push_back(visible(number));
    for (const std::string& text : wanted) {
        const auto equal = tests_for_equal(text, NumberSight::masked);
        const auto start = tests_for_start(text, NumberSight::masked);
        EXPECT_FALSE(passes(equal, no_number)) << text;
        EXPECT_FALSE(passes(start, no_number)) << text;
        for (const std::string& number : packable) {
            const PackedNumber packed = *pack_number(number);
            const std::string shown = visible(number);
            const bool starts = !shown.empty() && shown.starts_with(text);
            EXPECT_EQ(passes(equal, packed), shown == text) << number << " as " << text;
            EXPECT_EQ(passes(start, packed), starts) << number << " from " << text;
            EXPECT_EQ(is_seen_as(number, text, NumberSight::masked), shown == text);
            EXPECT_EQ(is_seen_to_start(number, text, NumberSight::masked), starts);
        }
    }
}

TEST(PackedNumberTest, MaskingCountsCharactersNotBytes) {
    EXPECT_TRUE(is_seen_as("bürö12345", "bürö12", NumberSight::masked));
    EXPECT_TRUE(is_seen_as("üüüüü", "", NumberSight::masked)) << "five characters are all hidden";
    EXPECT_TRUE(is_seen_as("üüüüüü", "üüü", NumberSight::masked));
    EXPECT_FALSE(is_seen_as("", "", NumberSight::masked)) << "no number is not a hidden one";
    EXPECT_FALSE(is_seen_as("", "", NumberSight::whole));
    EXPECT_FALSE(is_seen_to_start("", "", NumberSight::whole));
}

}  // namespace
}  // namespace edgvoip::index

#include "base/phone_number.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace base {
namespace {

using testing::ElementsAre;
using Kind = PhoneNumber::Kind;

PhoneNumber read(std::string_view text) {
    return PhoneNumber::read(text, "IT");
}

TEST(PhoneNumber, AnItalianLandlineKeepsItsZero) {
    for (const char* const text : {"061234567", "+39061234567", "0039061234567", "+39 06 1234567",
                                   "06-1234567", "(06) 123 4567", "06/1234567", " 061234567 "}) {
        EXPECT_EQ(read(text).kind(), Kind::e164) << text;
        EXPECT_EQ(read(text).text(), "+39061234567") << text;
    }
    EXPECT_EQ(read("390287654321").text(), "+390287654321") << "as trunks deliver it";
}

TEST(PhoneNumber, MobilesAndForeignNumbers) {
    EXPECT_EQ(read("3331234567").text(), "+393331234567");
    EXPECT_EQ(read("+393331234567").text(), "+393331234567");
    EXPECT_EQ(read("00393331234567").text(), "+393331234567");
    EXPECT_EQ(read("00442079460000").text(), "+442079460000");
    EXPECT_EQ(read("+41446681800").text(), "+41446681800");
    EXPECT_EQ(PhoneNumber::read("020 7946 0000", "GB").text(), "+442079460000");
    EXPECT_TRUE(read("800123456").is_e164()) << "a freephone number";
}

TEST(PhoneNumber, ShortCodesAndExtensionsStayAsTheyAre) {
    for (const char* const text : {"112", "113", "118", "1001", "12", "1", "*98", "#31#", "9001",
                                   "5000", "+", "00", "0", "123456789012345678901"}) {
        EXPECT_EQ(read(text).kind(), Kind::other) << text;
        EXPECT_EQ(read(text).text(), text) << text;
    }
}

TEST(PhoneNumber, WithheldOnesHaveNoText) {
    for (const char* const text :
         {"", "  ", "anonymous", "Anonymous", "ANONYMOUS", "unavailable", "unknown", "Restricted",
          "private", "0000000000", "sip:anonymous@anonymous.invalid", "<sip:unknown@10.0.0.1>",
          "\"Anonymous\" <sip:anonymous@anonymous.invalid>"}) {
        EXPECT_TRUE(read(text).is_withheld()) << text;
        EXPECT_TRUE(is_withheld(text)) << text;
        EXPECT_EQ(read(text).text(), "") << text;
    }
    EXPECT_EQ(PhoneNumber{}, read("anonymous"));
    EXPECT_FALSE(read("anonymous2").is_withheld());
    EXPECT_FALSE(read("000000000").is_withheld());
    EXPECT_FALSE(is_withheld("000000000"));
}

TEST(PhoneNumber, OfASipAddress) {
    for (const char* const text :
         {"sip:+39061234567@trunk.example", "<sip:061234567@trunk.example;user=phone>",
          "SIPS:+39061234567@host", "tel:+39061234567", "tel:+39-06-1234567;phone-context=x",
          "\"Rossi\" <sip:+39061234567@host>", "061234567@host", "sip:+39061234567;npdi@host"}) {
        EXPECT_EQ(read(text).text(), "+39061234567") << text;
    }
    EXPECT_EQ(read("sip:1001@tenant.example").text(), "1001");
    EXPECT_EQ(read("sip:queue-support@tenant.example").text(), "queue-support");
}

TEST(PhoneNumber, LettersAreNeverKeypadDigits) {
    for (const char* const text :
         {"0800FLOWERS", "queue-support", "06123456a", "+39O61234567", "voicemail", "061234567x"}) {
        EXPECT_EQ(read(text).kind(), Kind::other) << text;
        EXPECT_EQ(read(text).text(), text) << text;
    }
}

TEST(PhoneNumber, AnUnknownCountryStillReadsInternationalNumbers) {
    EXPECT_EQ(PhoneNumber::read("+39061234567", "XX").text(), "+39061234567");
    EXPECT_EQ(PhoneNumber::read("061234567", "XX").kind(), Kind::other);
    EXPECT_EQ(PhoneNumber::read("061234567", "").kind(), Kind::other);
}

TEST(PhoneNumber, ALongTextIsCutBetweenCharacters) {
    const std::string ascii(limits::record_text_bytes_max + 50, 'x');
    EXPECT_EQ(read(ascii).text().size(), limits::record_text_bytes_max);
    std::string accents = "x";
    while (accents.size() < limits::record_text_bytes_max + 50)
        accents += "ù";
    EXPECT_EQ(read(accents).text().size(), limits::record_text_bytes_max - 1);
    EXPECT_TRUE(is_valid_utf8(read(accents).text()));
}

TEST(PhoneText, Digits) {
    EXPECT_EQ(digits_of("+39 06-123.45 (x)"), "390612345");
    EXPECT_EQ(digits_of("abc"), "");
}

TEST(PhoneText, UserPart) {
    EXPECT_EQ(user_part("sip:1001@host"), "1001");
    EXPECT_EQ(user_part("<sip:1001@host;tag=1>;x=y"), "1001");
    EXPECT_EQ(user_part("1001"), "1001");
    EXPECT_EQ(user_part("1001@host"), "1001");
    EXPECT_EQ(user_part("sip:"), "");
    EXPECT_EQ(user_part(""), "");
    EXPECT_EQ(user_part("<"), "");
    EXPECT_EQ(user_part("sipper"), "sipper");
}

TEST(PhoneText, MasksTheLastThreeCharacters) {
    EXPECT_EQ(mask_number("+39061234567"), "+39061234***");
    EXPECT_EQ(mask_number("123456"), "123***");
    EXPECT_EQ(mask_number("12345"), "***");
    EXPECT_EQ(mask_number("1"), "***");
    EXPECT_EQ(mask_number(""), "");
    EXPECT_EQ(mask_number("numèrò12"), "numèr***");
    EXPECT_EQ(mask_number("ùùùùù"), "***");
    EXPECT_EQ(mask_number("ùùùùùù"), "ùùù***");
}

TEST(PhoneText, DialledForms) {
    EXPECT_THAT(dialled_forms("+39061234567", "IT"),
                ElementsAre("39061234567", "0039061234567", "061234567"));
    EXPECT_THAT(dialled_forms("+39061234567", "DE"), ElementsAre("39061234567", "0039061234567"));
    EXPECT_THAT(dialled_forms("+442079460000", "GB"),
                ElementsAre("442079460000", "00442079460000", "02079460000"));
}

TEST(PhoneText, Countries) {
    EXPECT_TRUE(is_known_country("IT"));
    EXPECT_TRUE(is_known_country("SM"));
    for (const char* const country : {"", "it", "ITA", "XX", "ZZ", "39"}) {
        EXPECT_FALSE(is_known_country(country)) << country;
    }
    EXPECT_EQ(calling_code("IT"), "39");
    EXPECT_EQ(calling_code("XX"), "");
}

}  // namespace
}  // namespace base

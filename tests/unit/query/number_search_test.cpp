#include "edgvoip/query/number_search.hpp"

#include "small_tenant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(ReadNumber, TakesEveryWayToWriteAnE164Number) {
    for (const char* text : {"+393331234567", "393331234567", " 393331234567", "3331234567",
                             "00393331234567", "+39 333 123-4567"}) {
        EXPECT_EQ(read_number(text, "IT"), "+393331234567") << text;
    }
    EXPECT_EQ(read_number("0687654321", "IT"), "+390687654321");
    EXPECT_EQ(read_number("0446681800", "CH"), "+41446681800");
}

TEST(ReadNumber, KeepsWhatIsNoPublicNumber) {
    EXPECT_EQ(read_number("112", "IT"), "112");
    EXPECT_EQ(read_number("1001", "IT"), "1001");
    EXPECT_EQ(read_number("queue-support", "IT"), "queue-support");
}

TEST(ReadNumber, IsNothingWithoutANumber) {
    for (const char* text :
         {"", "   ", "anonymous", "0000000000", "123456789012345678901234567890123"}) {
        EXPECT_FALSE(read_number(text, "IT")) << text;
    }
}

TEST(ReadDid, ComparesDigitsWithTheTenantsDidsFirst) {
    const auto directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    for (const char* text : {"+390612345001", "390612345001", " 390612345001", "0612345001",
                             "00390612345001", "06 12345001"}) {
        EXPECT_EQ(read_did(text, tenant), "+390612345001") << text;
    }
    EXPECT_EQ(read_did("390687654321", tenant), "+390687654321");
    EXPECT_EQ(read_did("199199", tenant), "199199");
    for (const char* text : {"", "+", "abc", "06a", "06+1"}) {
        EXPECT_FALSE(read_did(text, tenant)) << text;
    }
}

TEST(NumberPrefixes, FindANumberHoweverItsStartIsTyped) {
    for (const char* typed :
         {"0612", "+390612", "390612", "00390612", " 390612", "06 12", "06-12"}) {
        EXPECT_THAT(number_prefixes(typed, "IT"), Contains("+390612")) << typed;
    }
    EXPECT_THAT(number_prefixes("333", "IT"), UnorderedElementsAre("333", "+333", "+39333"));
    EXPECT_THAT(number_prefixes("+44", "IT"), ElementsAre("+44"));
    EXPECT_THAT(number_prefixes("+390612", "IT"), ElementsAre("+390612", "0612"));
    EXPECT_THAT(number_prefixes("0044", "IT"),
                UnorderedElementsAre("0044", "+0044", "+390044", "+44"));
}

TEST(NumberPrefixes, AreNeverEmptyTextsAndFewEnoughForAStore) {
    for (const char* typed : {"39", "+39", "0039", "00", "3", "+3", "393", "00393939"}) {
        const auto prefixes = number_prefixes(typed, "IT");
        EXPECT_FALSE(prefixes.empty()) << typed;
        EXPECT_LE(prefixes.size(), 8U) << typed;
        for (const std::string& prefix : prefixes)
            EXPECT_GE(prefix.size(), 1U) << typed;
    }
}

TEST(NumberPrefixes, AreNoneForWhatIsNoNumber) {
    for (const char* typed : {"", "+", "  ", "--", "a1", "06a", "+39+06", "06+"}) {
        EXPECT_THAT(number_prefixes(typed, "IT"), IsEmpty()) << typed;
    }
}

TEST(VisibleDigits, AreWhatMaskingLeaves) {
    EXPECT_EQ(visible_digits("+390612345001"), "+390612345");
    EXPECT_EQ(visible_digits("123456"), "123");
    EXPECT_EQ(visible_digits("12345"), "");
    EXPECT_EQ(visible_digits(""), "");
}

}  // namespace
}  // namespace edgvoip::query

#include "base/folded_text.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(FoldText, IgnoresCaseAndAccents) {
    EXPECT_EQ(fold_text("Perù"), "peru");
    EXPECT_EQ(fold_text("PERU"), "peru");
    EXPECT_EQ(fold_text("PERU\xcc\x80"), "peru") << "an accent of its own";
    EXPECT_EQ(fold_text("Straße"), "strasse");
    EXPECT_EQ(fold_text("ΑΘΉΝΑ"), fold_text("αθηνα"));
    EXPECT_EQ(fold_text("Ёлка"), fold_text("елка"));
    EXPECT_EQ(fold_text("\xef\xac\x81ne"), "fine") << "a ligature";
}

TEST(FoldText, FoldsCapitalsThatOneCharacterHides) {
    EXPECT_EQ(fold_text("\xe2\x84\xa1"), "tel") << "U+2121";
    EXPECT_EQ(fold_text("Acme\xe2\x84\xa2"), "acmetm") << "U+2122";
}

TEST(FoldText, FoldingTwiceChangesNothing) {
    for (const char* const text :
         {"Perù S.r.l.", "ΑΘΉΝΑ", "ǅ\xe2\x84\xa2", "İstanbul", "ﬃ", "100%_"}) {
        EXPECT_EQ(fold_text(fold_text(text)), fold_text(text)) << text;
    }
}

TEST(FoldText, KeepsEverythingElse) {
    EXPECT_EQ(fold_text(""), "");
    EXPECT_EQ(fold_text("a%b_c' 1"), "a%b_c' 1");
    EXPECT_EQ(fold_text("株式会社"), "株式会社");
}

TEST(FoldText, InvalidBytesBecomeTheReplacementCharacter) {
    EXPECT_EQ(fold_text("A\xffZ"), "a\xef\xbf\xbdz");
}

TEST(Utf8, IsRecognised) {
    for (const char* const good : {"", "abc", "Perù", "株", "\xf0\x9f\x93\x9e"}) {
        EXPECT_TRUE(is_valid_utf8(good)) << good;
    }
    for (const char* const bad :
         {"\xff", "Per\xf9", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80"}) {
        EXPECT_FALSE(is_valid_utf8(bad)) << bad;
    }
}

TEST(Utf8, RawLatin1IsConverted) {
    EXPECT_EQ(utf8_or_latin1("Perù"), "Perù");
    EXPECT_EQ(utf8_or_latin1("Per\xf9"), "Perù");
    EXPECT_EQ(utf8_or_latin1("\xc0\xc8"), "ÀÈ");
    EXPECT_EQ(utf8_or_latin1(""), "");
}

TEST(Utf8, ControlCharactersBecomeSpaces) {
    EXPECT_EQ(utf8_or_latin1("a\tb\nc\x7f"), "a b c ");
    EXPECT_EQ(utf8_or_latin1(std::string("a\0b", 3)), "a b");
}

}  // namespace
}  // namespace base

#include "edgvoip/index/text_list.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace edgvoip::index {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TextListTest, ATextHasOnePlaceAndTheEmptyTextNone) {
    TextListWriter writer;
    EXPECT_EQ(writer.place_of("a"), 1U);
    EXPECT_EQ(writer.place_of("b"), 2U);
    EXPECT_EQ(writer.place_of("a"), 1U);
    EXPECT_EQ(writer.place_of(""), 0U);
    const TextList list = writer.list();
    EXPECT_EQ(list.size(), 2U);
    EXPECT_EQ(list.text(2), "b");
    EXPECT_EQ(list.find("b"), 2U);
    EXPECT_EQ(list.find("c"), 0U);
    EXPECT_EQ(list.find(""), 0U);
}

TEST(TextListTest, ManyTextsKeepTheirPlacesInEveryList) {
    TextListWriter writer;
    std::vector<TextList> lists;
    for (std::uint32_t i = 1; i <= 5'000; ++i) {
        EXPECT_EQ(writer.place_of("text " + std::to_string(i)), i);
        if (i % 100 == 0) lists.push_back(writer.list());
    }
    for (std::size_t at = 0; at < lists.size(); ++at) {
        const TextList& list = lists[at];
        ASSERT_EQ(list.size(), (at + 1) * 100);
        for (std::uint32_t place = 1; place <= list.size(); place += 37)
            EXPECT_EQ(list.text(place), "text " + std::to_string(place));
    }
    for (std::uint32_t i = 1; i <= 5'000; ++i)
        EXPECT_EQ(writer.place_of("text " + std::to_string(i)), i) << "still known";
}

TEST(TextListTest, FindsTextsThatContainAPart) {
    TextListWriter writer;
    for (const char* const text : {"anna rossi", "ross", "rosso", "na", "ro", "ss", "a"})
        writer.place_of(text);
    const TextList list = writer.list();
    EXPECT_THAT(list.containing("ross").all, ElementsAre(1, 2, 3));
    EXPECT_THAT(list.containing("ss").all, ElementsAre(1, 2, 3, 6));
    EXPECT_THAT(list.containing("na").all, ElementsAre(1, 4));
    EXPECT_THAT(list.containing("oro").all, IsEmpty()) << "ends in one text, begins in the next";
    EXPECT_THAT(list.containing("sss").all, IsEmpty());
    EXPECT_EQ(list.containing("ross").list_size, 7U);
}

TEST(TextListTest, FindsAcrossPartsWhatAPlainLoopFinds) {
    TextListWriter writer;
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 1; i <= 3'000; ++i) {
        const std::string text = std::to_string(i * 7'919);
        writer.place_of(text);
        if (text.find("11") != std::string::npos) expected.push_back(i);
    }
    const TextList list = writer.list();
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(list.containing("11").all, expected);
    const auto contains = [](std::string_view text) {
        return text.find("11") != std::string_view::npos;
    };
    EXPECT_EQ(list.where(contains).all, expected);
}

TEST(TextListTest, AnEmptyListFindsNothing) {
    const TextList list;
    EXPECT_EQ(list.size(), 0U);
    EXPECT_EQ(list.find("a"), 0U);
    EXPECT_THAT(list.containing("a").all, IsEmpty());
}

TEST(TextListTest, ListsShareWhatIsComplete) {
    TextListWriter writer;
    for (int i = 0; i < 3'000; ++i)
        writer.place_of("text " + std::to_string(i));
    const TextList before = writer.list();
    writer.place_of("one more");
    const TextList after = writer.list();
    EXPECT_EQ(before.text(1).data(), after.text(1).data()) << "the same bytes";
    EXPECT_EQ(before.size() + 1, after.size());
    EXPECT_GT(after.bytes(), 3'000U * 4);
    EXPECT_GT(writer.bytes(), 3'000U * 4);
}

}  // namespace
}  // namespace edgvoip::index

#include "edgvoip/index/chunk.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace edgvoip::index {
namespace {

Row row(std::int64_t start_us, std::string_view id) {
    Row made;
    made.key = {.start_us = start_us, .id = IdView::of(id)};
    made.traits = direction_field.holding(1) | disposition_field.holding(1);
    return made;
}

TEST(ChunkTest, GivesRowsBackWithEveryKindOfId) {
    ChunkBuilder builder;
    Row first = row(5, "pbx1-17.1");
    first.traits = direction_field.holding(3) | disposition_field.holding(2);
    first.number = 77;
    for (std::uint32_t at = 0; at < columns_count; ++at)
        first.values[at] = at * 10'000;
    builder.add(first);
    builder.add(row(6, "3f2504e0-4f89-11d3-9a0c-0305e82c3301"));
    const auto chunk = builder.finish();
    EXPECT_EQ(builder.size(), 0U);
    ASSERT_EQ(chunk->size(), 2U);
    const Row read = chunk->row(0);
    EXPECT_EQ(text_of(read.key.id), "pbx1-17.1");
    EXPECT_EQ(text_of(chunk->id(1)), "3f2504e0-4f89-11d3-9a0c-0305e82c3301");
    EXPECT_EQ(read.key.start_us, 5);
    EXPECT_EQ(direction_field.of(read.traits), 3U);
    EXPECT_EQ(read.number, 77U);
    EXPECT_EQ(read.values, first.values);

    builder.add(read);
    const auto copy = builder.finish();
    EXPECT_EQ(text_of(copy->id(0)), "pbx1-17.1");
    EXPECT_EQ(copy->row(0).values, first.values);
}

TEST(ChunkTest, AColumnIsNarrowWhileItsValuesAre) {
    const PackedColumn narrow(std::vector<std::uint32_t>{0, 65'535});
    EXPECT_EQ(narrow.bytes(), 4U);
    EXPECT_EQ(narrow[1], 65'535U);
    const PackedColumn wide(std::vector<std::uint32_t>{0, 65'536});
    EXPECT_EQ(wide.bytes(), 8U);
    EXPECT_EQ(wide[1], 65'536U);
}

TEST(ChunkTest, FindsRowsByStartAndKey) {
    ChunkBuilder builder;
    builder.add(row(5, "a"));
    builder.add(row(5, "c"));
    builder.add(row(7, "b"));
    const auto chunk = builder.finish();
    EXPECT_EQ(chunk->first_from(4), 0U);
    EXPECT_EQ(chunk->first_from(6), 2U);
    EXPECT_EQ(chunk->first_from(8), 3U);
    EXPECT_EQ(chunk->first_not_below(row(5, "b").key), 1U);
    EXPECT_EQ(chunk->first_not_below(row(5, "c").key), 1U);
    EXPECT_EQ(chunk->first_not_below(row(5, "d").key), 2U);
    EXPECT_EQ(chunk->first_not_below(row(9, "a").key), 3U);
}

TEST(ChunkTest, FindsTheFirstRowOfEveryStartInChunksOfEverySize) {
    for (const std::size_t size : {1U, 127U, 128U, 129U, 256U, 300U}) {
        ChunkBuilder builder;
        // Each start three times, so that some lie on both sides of where a block ends.
        for (std::size_t at = 0; at < size; ++at)
            builder.add(
                row(static_cast<std::int64_t>(at / 3) * 2, "id" + std::to_string(1000 + at)));
        const auto chunk = builder.finish();
        const auto starts = chunk->starts();
        for (std::int64_t start = -1; start <= starts.back() + 1; ++start) {
            const auto found = std::lower_bound(starts.begin(), starts.end(), start);
            EXPECT_EQ(chunk->first_from(start), static_cast<std::size_t>(found - starts.begin()));
        }
    }
}

TEST(ChunkTest, RefusesRowsOutOfOrderAndTooMany) {
    ChunkBuilder builder;
    EXPECT_THROW(builder.finish(), base::Bug);
    builder.add(row(0, "b"));
    EXPECT_THROW(builder.add(row(0, "a")), base::Bug);
    EXPECT_THROW(builder.add(row(0, "b")), base::Bug);
    for (std::size_t i = 1; i < Chunk::rows_max; ++i)
        builder.add(row(static_cast<std::int64_t>(i), "a"));
    EXPECT_THROW(builder.add(row(1'000'000, "a")), base::Bug);
}

}  // namespace
}  // namespace edgvoip::index

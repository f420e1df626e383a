#pragma once

#include "edgvoip/index/directed_sums.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgvoip::index {

class Chunk;

/// The sums of a chunk's rows up to the end of each block of 512, less than a byte a row. They are
/// taken once, since a chunk never changes: calls that come late, change or vanish are in other
/// chunks, with sums of their own. Any thread.
class BlockSums {
public:
    static constexpr std::size_t block_rows = 512;

    BlockSums() = default;
    explicit BlockSums(const Chunk& chunk);

    /// Adds what the rows before `row` come to, 0 ≤ row ≤ chunk.size(); `chunk` is that of the
    /// sums. Reads fewer than block_rows rows.
    void add_before(const Chunk& chunk, std::size_t row, DirectedSums& sums) const;

    std::size_t bytes() const { return blocks_.capacity() * sizeof(Block); }

private:
    static constexpr std::size_t counts_count = 10;
    static constexpr std::size_t totals_count = 5;
    /// A chunk's counts fit 16 bits.
    struct Direction {
        std::array<std::uint16_t, counts_count> counts{};
        std::array<std::int64_t, totals_count> totals{};
    };
    struct Block {
        std::array<Direction, directions_count> by_direction{};
        std::uint16_t missed = 0;
        std::array<std::uint16_t, missed_reasons_count> by_reason{};
        std::array<std::uint16_t, DirectedSums::short_sec> answered_within{};
    };

    static Block packed(const DirectedSums& sums);
    static void add(const Block& block, DirectedSums& sums);

    std::vector<Block> blocks_;  ///< the last ends with the chunk
};

}  // namespace edgvoip::index

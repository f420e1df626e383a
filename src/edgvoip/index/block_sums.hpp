#pragma once

#include "edgvoip/index/directed_sums.hpp"
#include "edgvoip/index/packed_sums.hpp"

#include <cstddef>
#include <vector>

namespace edgvoip::index {

class Chunk;

/// The sums of a chunk's rows up to the end of each block of 128, less than three bytes a row. They
/// are taken once, since a chunk never changes: calls that come late, change or vanish are in other
/// chunks, with sums of their own. Any thread.
class BlockSums {
public:
    static constexpr std::size_t block_rows = 128;

    BlockSums() = default;
    explicit BlockSums(const Chunk& chunk);

    /// Adds what the rows before `row` come to, 0 ≤ row ≤ chunk.size(); `chunk` is that of the
    /// sums. Reads at most half of block_rows rows.
    void add_before(const Chunk& chunk, std::size_t row, DirectedSums& sums) const;

    /// The shortest way to the sums before a row: by the nearer end of its block.
    struct Way {
        std::size_t blocks;  ///< from the sums of so many
        std::size_t first;   ///< by adding or taking off the rows from here
        std::size_t last;    ///< to the one before this
        bool adds;
    };
    static Way way_to(std::size_t row, std::size_t chunk_size);
    /// Has the processor fetch what add_before() will read on that way.
    void fetch_ahead(const Way& way) const;

    std::size_t bytes() const { return blocks_.capacity() * sizeof(PackedSums); }

private:
    std::vector<PackedSums> blocks_;  ///< the last ends with the chunk
};

}  // namespace edgvoip::index

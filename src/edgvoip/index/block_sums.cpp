#include "edgvoip/index/block_sums.hpp"

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/directed_tally.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

static_assert(Chunk::rows_max <= PackedSums::calls_max);
static_assert(BlockSums::block_rows <= RowValues::rows_max);

/// Of at most block_rows rows.
DirectedSums sums_of(const Chunk& chunk, std::size_t first, std::size_t last) {
    thread_local RowValues rows = DirectedTally::values();  // clearing its room takes longer
    rows.load(chunk, first, last);
    DirectedTally tally;
    for (std::size_t row = 0; row < rows.size(); ++row)
        tally.add(rows, row);
    DirectedSums sums;
    tally.add_to(sums);
    return sums;
}

}  // namespace

BlockSums::BlockSums(const Chunk& chunk) {
    blocks_.reserve((chunk.size() + block_rows - 1) / block_rows);
    DirectedSums so_far;
    for (std::size_t begin = 0; begin < chunk.size(); begin += block_rows) {
        so_far += sums_of(chunk, begin, std::min(begin + block_rows, chunk.size()));
        blocks_.emplace_back(so_far);
    }
}

void BlockSums::add_before(const Chunk& chunk, std::size_t row, DirectedSums& sums) const {
    const std::size_t block = row / block_rows;
    const std::size_t begin = block * block_rows;
    const std::size_t end = std::min(begin + block_rows, chunk.size());
    // From the nearer end of the block.
    if (row - begin <= end - row) {
        if (block > 0) blocks_[block - 1].add_to(sums);
        if (begin < row) sums += sums_of(chunk, begin, row);
    } else {
        blocks_[block].add_to(sums);
        if (row < end) sums -= sums_of(chunk, row, end);
    }
}

}  // namespace edgvoip::index

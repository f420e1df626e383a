#include "edgvoip/index/block_sums.hpp"

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/directed_tally.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

static_assert(Chunk::rows_max <= PackedSums::calls_max);
static_assert(BlockSums::block_rows <= RowValues::rows_max);

/// At most block_rows rows.
void add_rows(const Chunk& chunk, std::size_t first, std::size_t last, DirectedSums& sums) {
    RowValues rows = DirectedTally::values();
    rows.load(chunk, first, last);
    DirectedTally tally;
    for (std::size_t row = 0; row < rows.size(); ++row)
        tally.add(rows, row);
    tally.add_to(sums);
}

}  // namespace

BlockSums::BlockSums(const Chunk& chunk) {
    blocks_.reserve((chunk.size() + block_rows - 1) / block_rows);
    DirectedSums so_far;
    for (std::size_t begin = 0; begin < chunk.size(); begin += block_rows) {
        add_rows(chunk, begin, std::min(begin + block_rows, chunk.size()), so_far);
        blocks_.emplace_back(so_far);
    }
}

void BlockSums::add_before(const Chunk& chunk, std::size_t row, DirectedSums& sums) const {
    const std::size_t block = row == chunk.size() ? blocks_.size() : row / block_rows;
    if (block > 0) blocks_[block - 1].add_to(sums);
    const std::size_t begin = block * block_rows;
    if (begin < row) add_rows(chunk, begin, row, sums);
}

}  // namespace edgvoip::index

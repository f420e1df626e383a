#include "edgvoip/index/block_sums.hpp"

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/directed_tally.hpp"
#include "edgvoip/index/fetch_ahead.hpp"

#include <algorithm>
#include <span>

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

BlockSums::Way BlockSums::way_to(std::size_t row, std::size_t chunk_size) {
    const std::size_t block = row / block_rows;
    const std::size_t begin = block * block_rows;
    const std::size_t end = std::min(begin + block_rows, chunk_size);
    if (row - begin <= end - row) return {block, begin, row, true};
    return {block + 1, row, end, false};
}

void BlockSums::add_before(const Chunk& chunk, std::size_t row, DirectedSums& sums) const {
    const Way way = way_to(row, chunk.size());
    if (way.blocks > 0) blocks_[way.blocks - 1].add_to(sums);
    if (way.first == way.last) return;
    if (way.adds) {
        sums += sums_of(chunk, way.first, way.last);
    } else {
        sums -= sums_of(chunk, way.first, way.last);
    }
}

void BlockSums::fetch_ahead(const Way& way) const {
    if (way.blocks > 0) index::fetch_ahead(std::span(blocks_).subspan(way.blocks - 1, 1));
}

}  // namespace edgvoip::index

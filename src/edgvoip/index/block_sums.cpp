#include "edgvoip/index/block_sums.hpp"

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/tally.hpp"

#include <algorithm>
#include <limits>

namespace edgvoip::index {
namespace {

constexpr std::array counted = {
    &Sums::answered,    &Sums::no_answer, &Sums::busy,        &Sums::failed,     &Sums::with_mos,
    &Sums::with_jitter, &Sums::with_loss, &Sums::mos_by_g107, &Sums::mos_by_pbx, &Sums::poor};
constexpr std::array totalled = {&Sums::talk_sec, &Sums::answered_ring, &Sums::mos_centi,
                                 &Sums::jitter_tenth_ms, &Sums::loss_centi_pct};

static_assert(Chunk::rows_max <= std::numeric_limits<std::uint16_t>::max());
static_assert(BlockSums::block_rows <= RowValues::rows_max);

/// At most block_rows rows.
void add_rows(const Chunk& chunk, std::size_t first, std::size_t last, DirectedSums& sums) {
    RowValues rows(-1);
    rows.load(chunk, first, last);
    std::array<Tally, directions_count> tallies{};
    const auto traits = chunk.traits();
    const PackedColumn& ring = chunk.column(Column::ring_sec);
    std::array<std::uint16_t, DirectedSums::short_sec> answered_at{};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        tallies[direction_field.of(traits[first + row]) - 1].add(rows, row);
        if (rows.kinds()[row] != kinds::answered_in_late) continue;
        const std::uint32_t sec = ring[first + row];
        if (sec < answered_at.size()) ++answered_at[sec];
    }
    for (std::size_t at = 0; at < directions_count; ++at)
        sums.by_direction[at] += tallies[at].group().sums;
    std::int64_t within = 0;
    for (std::size_t sec = 0; sec < answered_at.size(); ++sec) {
        within += answered_at[sec];
        sums.answered_within[sec] += within;
    }
}

std::uint16_t narrow(std::int64_t count) {
    return static_cast<std::uint16_t>(count);
}

}  // namespace

BlockSums::Block BlockSums::packed(const DirectedSums& sums) {
    static_assert(counted.size() == counts_count && totalled.size() == totals_count);
    Block block;
    for (std::size_t way = 0; way < directions_count; ++way) {
        const Sums& all = sums.by_direction[way];
        Direction& part = block.by_direction[way];
        for (std::size_t at = 0; at < counts_count; ++at)
            part.counts[at] = narrow(all.*counted[at]);
        for (std::size_t at = 0; at < totals_count; ++at)
            part.totals[at] = all.*totalled[at];
    }
    const Sums& in = sums.by_direction.front();
    block.missed = narrow(in.missed);
    std::transform(in.by_reason.begin(), in.by_reason.end(), block.by_reason.begin(), narrow);
    std::transform(sums.answered_within.begin(), sums.answered_within.end(),
                   block.answered_within.begin(), narrow);
    return block;
}

void BlockSums::add(const Block& block, DirectedSums& sums) {
    for (std::size_t way = 0; way < directions_count; ++way) {
        Sums& all = sums.by_direction[way];
        const Direction& part = block.by_direction[way];
        for (std::size_t at = 0; at < counts_count; ++at)
            all.*counted[at] += part.counts[at];
        for (std::size_t at = 0; at < totals_count; ++at)
            all.*totalled[at] += part.totals[at];
        // Each call has one disposition.
        std::int64_t calls = 0;
        for (std::size_t at = 0; at < 4; ++at)
            calls += part.counts[at];
        all.calls += calls;
        all.by_direction[way] += calls;
    }
    Sums& in = sums.by_direction.front();
    in.missed += block.missed;
    for (std::size_t at = 0; at < missed_reasons_count; ++at)
        in.by_reason[at] += block.by_reason[at];
    for (std::size_t sec = 0; sec < DirectedSums::short_sec; ++sec)
        sums.answered_within[sec] += block.answered_within[sec];
}

BlockSums::BlockSums(const Chunk& chunk) {
    blocks_.reserve((chunk.size() + block_rows - 1) / block_rows);
    DirectedSums so_far;
    for (std::size_t begin = 0; begin < chunk.size(); begin += block_rows) {
        add_rows(chunk, begin, std::min(begin + block_rows, chunk.size()), so_far);
        blocks_.push_back(packed(so_far));
    }
}

void BlockSums::add_before(const Chunk& chunk, std::size_t row, DirectedSums& sums) const {
    const std::size_t block = row == chunk.size() ? blocks_.size() : row / block_rows;
    if (block > 0) add(blocks_[block - 1], sums);
    const std::size_t begin = block * block_rows;
    if (begin < row) add_rows(chunk, begin, row, sums);
}

}  // namespace edgvoip::index

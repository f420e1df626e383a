#pragma once

#include "edgvoip/index/directed_sums.hpp"
#include "edgvoip/index/kinds.hpp"
#include "edgvoip/index/row_values.hpp"
#include "edgvoip/index/tally.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace edgvoip::index {

/// Directed sums of some calls while they are added up. One thread.
class DirectedTally {
public:
    /// How the rows that are added have to be loaded.
    static RowValues values() { return RowValues(-1); }

    void add(const RowValues& rows, std::size_t row) {
        const std::uint8_t kind = rows.kinds()[row];
        tallies_[kinds::direction_of(kind)].add(rows, row);
        const std::uint32_t sec = rows.answered_ring()[row];
        if (kind == kinds::answered_in_late && sec < answered_at_.size()) ++answered_at_[sec];
    }

    /// Adds what the calls come to.
    void add_to(DirectedSums& sums) const;
    /// The worst MOS × 100 of the calls of one direction, its number less one; absent when none
    /// has a MOS.
    std::optional<std::int32_t> min_mos_centi(std::size_t way) const {
        return tallies_[way].min_mos_centi();
    }

private:
    std::array<Tally, directions_count> tallies_{};
    std::array<std::uint32_t, DirectedSums::short_sec> answered_at_{};
};

}  // namespace edgvoip::index

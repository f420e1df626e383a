#pragma once

#include "edgvoip/index/kinds.hpp"
#include "edgvoip/index/row_values.hpp"
#include "edgvoip/index/sums.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace edgvoip::index {

/// One group's calls while they are added up. One thread.
class Tally {
public:
    void add(const RowValues& rows, std::size_t row) {
        ++kinds_[rows.kinds()[row]];
        ++qualities_[rows.qualities()[row]];
        talk_ += rows.talk()[row];
        ring_ += rows.answered_ring()[row];
        shifted_mos_ += rows.mos()[row];
        jitter_ += rows.jitter()[row];
        loss_ += rows.loss()[row];
        // Below 0 is the top: no MOS is never the worst.
        worst_mos_ = std::min(worst_mos_, rows.mos()[row] - 1);
    }
    void add(const RowValues& rows);  ///< all of them

    bool is_empty() const;
    Group group() const;
    std::optional<std::int32_t> min_mos_centi() const;  ///< absent when no call has a MOS

private:
    static constexpr std::uint32_t no_mos = std::numeric_limits<std::uint32_t>::max();

    std::array<std::uint32_t, kinds::count> kinds_{};
    std::array<std::uint32_t, kinds::count> qualities_{};
    std::uint64_t talk_ = 0;
    std::uint64_t ring_ = 0;
    std::uint64_t shifted_mos_ = 0;  ///< one more of each call that has a MOS
    std::uint64_t jitter_ = 0;
    std::uint64_t loss_ = 0;
    std::uint32_t worst_mos_ = no_mos;
};

}  // namespace edgvoip::index

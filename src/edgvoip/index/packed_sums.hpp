#pragma once

#include "edgvoip/index/directed_sums.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgvoip::index {

/// Directed sums of a limited number of calls in a seventh of the room, to be kept in great
/// number. Immutable. Any thread.
class PackedSums {
public:
    static constexpr std::int64_t calls_max = 65'535;

    PackedSums() = default;
    /// check()s that they are of at most calls_max calls.
    explicit PackedSums(const DirectedSums& sums);

    void add_to(DirectedSums& sums) const;
    /// Those of one direction, without `in_time`.
    void add_to(call::Direction direction, Sums& sums) const;
    /// As DirectedSums::answered_within; `sec` is below short_sec.
    std::int64_t answered_within(std::size_t sec) const { return answered_within_[sec]; }

private:
    static constexpr std::size_t counts_count = 10;
    static constexpr std::size_t totals_count = 5;
    struct Direction {
        std::array<std::int64_t, totals_count> totals{};
        std::array<std::uint16_t, counts_count> counts{};
    };

    std::array<Direction, directions_count> by_direction_{};
    std::array<std::uint16_t, missed_reasons_count> by_reason_{};
    std::array<std::uint16_t, DirectedSums::short_sec> answered_within_{};
};

}  // namespace edgvoip::index

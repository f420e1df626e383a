#pragma once

#include "edgvoip/index/sums.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgvoip::index {

/// Sums of calls by direction, without `in_time`, and how soon the inbound ones were answered,
/// from which it follows for every service level that is short.
struct DirectedSums {
    static constexpr std::size_t short_sec = 64;

    std::array<Sums, directions_count> by_direction{};
    /// Inbound answered calls that rang no longer than so many seconds.
    std::array<std::int64_t, short_sec> answered_within{};

    DirectedSums& operator+=(const DirectedSums& other);
    DirectedSums& operator-=(const DirectedSums& other);
};

}  // namespace edgvoip::index

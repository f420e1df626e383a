#pragma once

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/packed_sums.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace edgvoip::index {

/// Which part of the sums at a place is asked for.
struct PartAsked {
    std::optional<call::Direction> direction;  ///< absent: all
    std::size_t sl_sec = 0;                    ///< the service level, below short_sec
};

/// The sums of some chunks' calls by their place in a column: of a store, of an extension. Places
/// without calls take no room. Immutable. Any thread.
class PlaceSums {
public:
    /// With more different places sums are not kept: the calls of each are too few.
    static constexpr std::size_t places_max = 1024;
    static constexpr std::size_t chunks_max = 15;

    PlaceSums() = default;
    /// check()s that there are at most chunks_max chunks.
    PlaceSums(std::span<const std::shared_ptr<const Chunk>> chunks, Column column);

    /// False when there are too many different places: the calls have to be added up.
    bool is_kept() const { return is_kept_; }
    /// Those that have calls, ascending.
    std::span<const std::uint32_t> places() const { return places_; }
    /// Adds the sums at the `at`-th of places().
    void add_to(std::size_t at, const PartAsked& part, Group& group) const;
    /// Adds the sums at a place, of which there may be none.
    void add_place_to(std::uint32_t place, const PartAsked& part, Group& group) const;

    std::size_t bytes() const;

private:
    struct Entry {
        PackedSums sums;
        /// MOS × 100 by direction.
        std::array<std::uint16_t, directions_count> worst_mos{};
    };
    static constexpr std::uint16_t no_mos = std::numeric_limits<std::uint16_t>::max();

    bool is_kept_ = true;
    std::vector<std::uint32_t> places_;
    std::vector<Entry> entries_;  ///< of each place
};

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/directed_sums.hpp"
#include "edgvoip/index/place_sums.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace edgvoip::index {

/// True for the columns by whose places a stretch keeps sums: store and ext.
constexpr bool is_summed_by_place(Column column) {
    return column == Column::store || column == Column::ext;
}

/// The sums of some neighbouring chunks, kept so that long intervals need not be added up again:
/// of all their calls, of each store's and of each extension's. Immutable. Any thread.
class Stretch {
public:
    static constexpr std::size_t chunks_count = PlaceSums::chunks_max;

    using Chunks = std::span<const std::shared_ptr<const Chunk>>;

    /// Of chunks_count chunks.
    explicit Stretch(Chunks chunks);

    /// Adds the sums of the first `chunks` of them, 0 ≤ chunks ≤ chunks_count.
    void add_first(std::size_t chunks, DirectedSums& sums) const;
    /// By a column's places; check()s that it is one of those that are summed by place.
    const PlaceSums& by(Column column) const;

    std::size_t bytes() const { return sizeof(Stretch) + by_store_.bytes() + by_ext_.bytes(); }

private:
    std::array<PackedSums, chunks_count> ends_;  ///< up to the end of each chunk
    PlaceSums by_store_;
    PlaceSums by_ext_;
};

}  // namespace edgvoip::index

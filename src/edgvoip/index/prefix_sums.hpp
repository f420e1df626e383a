#pragma once

#include "edgvoip/index/chunk_list.hpp"
#include "edgvoip/index/directed_sums.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgvoip::index {

/// The sums before any position of a version's calls, at the same cost wherever that is: those
/// before every stretch of 16 chunks are kept. Any thread.
class PrefixSums {
public:
    PrefixSums() = default;
    /// Of the calls; what an earlier version's calls and their sums have in common with them is
    /// not added up again.
    PrefixSums(const ChunkList& calls, const ChunkList& before, const PrefixSums& sums_before);

    /// Of the calls before a position, 0 ≤ position ≤ calls.size(); `calls` are those of the sums.
    DirectedSums before(const ChunkList& calls, std::int64_t position) const;

    std::size_t bytes() const;

private:
    static constexpr std::size_t stretch = 16;

    std::vector<DirectedSums> stretches_;  ///< of each whole stretch
    std::vector<DirectedSums> ends_;       ///< up to the end of each whole stretch
};

}  // namespace edgvoip::index

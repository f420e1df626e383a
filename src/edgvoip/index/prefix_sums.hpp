#pragma once

#include "edgvoip/index/chunk_list.hpp"
#include "edgvoip/index/directed_sums.hpp"
#include "edgvoip/index/stretch.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace edgvoip::index {

/// The sums before any position of a version's calls, at the same cost wherever that is, and those
/// of every stretch of chunks. Any thread.
class PrefixSums {
public:
    PrefixSums() = default;
    /// Of the calls; what an earlier version's calls and their sums have in common with them is
    /// not added up again.
    PrefixSums(const ChunkList& calls, const ChunkList& before, const PrefixSums& sums_before);

    /// Of the calls before a position, 0 ≤ position ≤ calls.size(); `calls` are those of the sums.
    DirectedSums before(const ChunkList& calls, std::int64_t position) const;

    /// The stretch of the chunks from `number * Stretch::chunks_count` on; null for the last
    /// chunks, which are too few for one.
    const Stretch* stretch(std::size_t number) const {
        return number < stretches_.size() ? stretches_[number].get() : nullptr;
    }

    std::size_t bytes() const;

private:
    std::vector<std::shared_ptr<const Stretch>> stretches_;
    std::vector<DirectedSums> ends_;  ///< up to the end of each stretch
};

}  // namespace edgvoip::index

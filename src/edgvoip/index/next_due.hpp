#pragma once

#include "base/instant.hpp"
#include "edgvoip/index/chunk_list.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace edgvoip::index {

/// For each due miss, when the same caller's next one starts: so that callers of an interval are
/// counted without being told apart. Any thread.
class NextDue {
public:
    NextDue() = default;
    explicit NextDue(const ChunkList& due_misses);

    /// How many different callers have one of the due misses at the positions from `first` to
    /// before `last`, which are those before `to` from `first` on.
    std::int64_t callers(std::int64_t first, std::int64_t last, base::Instant to) const;

    std::size_t bytes() const;

private:
    std::shared_ptr<const std::vector<std::int64_t>> starts_;  ///< by position
};

}  // namespace edgvoip::index

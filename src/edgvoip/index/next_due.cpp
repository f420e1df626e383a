#include "edgvoip/index/next_due.hpp"

#include "edgvoip/index/number_table.hpp"

#include <limits>

namespace edgvoip::index {
namespace {

/// Of a caller's latest miss.
struct Next {
    std::int64_t start_us = std::numeric_limits<std::int64_t>::max();
};

}  // namespace

NextDue::NextDue(const ChunkList& due_misses) {
    auto starts =
        std::make_shared<std::vector<std::int64_t>>(static_cast<std::size_t>(due_misses.size()));
    NumberTable<Next> callers(starts->size());
    auto next = starts->rbegin();
    due_misses.each_back(
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
        [&](const Chunk& chunk, std::size_t row) {
            std::int64_t& start_us = callers.insert(chunk.numbers()[row]).first.start_us;
            *next++ = start_us;
            start_us = chunk.starts()[row];
            return true;
        });
    starts_ = std::move(starts);
}

std::int64_t NextDue::callers(std::int64_t first, std::int64_t last, base::Instant to) const {
    if (first >= last) return 0;
    // The latest miss of each caller before `to`.
    const std::int64_t* const starts = starts_->data();
    const std::int64_t to_us = to.us;
    std::int64_t count = 0;
    for (std::int64_t at = first; at < last; ++at)
        count += static_cast<std::int64_t>(starts[at] >= to_us);
    return count;
}

std::size_t NextDue::bytes() const {
    return starts_ == nullptr ? 0 : starts_->capacity() * sizeof(starts_->front());
}

}  // namespace edgvoip::index

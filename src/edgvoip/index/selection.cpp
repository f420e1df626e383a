#include "edgvoip/index/selection.hpp"

#include "edgvoip/index/row_loops.hpp"

namespace edgvoip::index {

Selection::Selection(const TenantIndex& index, const call::CallFilter& filter,
                     const ChunkList& calls)
    : filter_(index, filter) {
    if (!filter_.is_empty()) slices_ = calls.slices(filter.from, filter.to);
}

std::int64_t Selection::count(const Slice& slice) const {
    if (is_interval()) return static_cast<std::int64_t>(slice.size());
    std::array<std::uint8_t, Chunk::rows_max> room{};
    const std::span chosen(room.data(), slice.size());
    choose(slice, chosen);
    return static_cast<std::int64_t>(row_loops::count(chosen));
}

std::int64_t Selection::count() const {
    std::int64_t total = 0;
    for (const Slice& slice : slices_)
        total += count(slice);
    return total;
}

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/bound_filter.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgvoip::index {

/// The calls of one version that a filter means. Lives no longer than the version. Any thread.
class Selection {
public:
    using Slice = TenantIndex::Slice;

    Selection(const TenantIndex& index, const call::CallFilter& filter)
        : Selection(index, filter, index.calls()) {}
    /// Of some of its calls only, which are listed by themselves.
    Selection(const TenantIndex& index, const call::CallFilter& filter, const ChunkList& calls);

    /// The interval's rows; none when no call can match.
    const std::vector<Slice>& slices() const { return slices_; }
    /// True when all of them are meant.
    bool is_interval() const { return filter_.is_interval(); }
    /// Says of each row of a slice whether it is meant: 1 or 0; `chosen` has the slice's size.
    void choose(const Slice& slice, std::span<std::uint8_t> chosen) const {
        filter_.choose(slice, chosen);
    }

    /// How many calls of the slice are meant.
    std::int64_t count(const Slice& slice) const;
    /// How many are meant altogether.
    std::int64_t count() const;

    /// Calls `use(slice, chosen)` for one slice after the other, in the order of starts.
    template <class Use>
    void for_each(Use&& use) const {
        std::array<std::uint8_t, Chunk::rows_max> room{};
        for (const Slice& slice : slices_) {
            const std::span chosen(room.data(), slice.size());
            choose(slice, chosen);
            use(slice, std::span<const std::uint8_t>(chosen));
        }
    }

private:
    BoundFilter filter_;
    std::vector<Slice> slices_;
};

}  // namespace edgvoip::index

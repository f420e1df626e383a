#pragma once

#include "edgvoip/index/entry.hpp"
#include "edgvoip/index/outcome.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace edgvoip::index {

/// Makes the versions of one tenant's index: first all calls in order, then change by change. A
/// version shares with the one before all chunks that a batch did not touch, so that a batch costs
/// what its chunks cost, however many calls there are. One thread.
class TenantWriter {
public:
    /// From so many seconds of talk on an answered call is a contact; not negative.
    explicit TenantWriter(std::int32_t contact_min_sec = 0);

    /// Takes the next call of the first version. check()s that its (start, id) is above the last
    /// one's, in the order of the store's key.
    void load(const Entry& entry);
    /// The first version; check()s that there was none. `change_seq` is that of the snapshot which
    /// the calls were read from.
    std::shared_ptr<const TenantIndex> finish_loading(std::int64_t change_seq);

    /// The next version: after these changes, in the order in which they happened. An entry takes
    /// the place of the call of its id, whenever that started. check()s that there is a version,
    /// and that `change_seq` is not below its.
    std::shared_ptr<const TenantIndex> apply(std::span<const Change> changes,
                                             std::int64_t change_seq);

    /// From now on another rule for contacts. When it is another and there is a version, the next
    /// one shows the same change by the new rule; costs one pass over all calls.
    void set_contact_min_sec(std::int32_t seconds);

    /// The newest version; null before the first.
    const std::shared_ptr<const TenantIndex>& current() const { return current_; }

    /// Of what only the writer keeps.
    std::size_t interning_bytes() const;

private:
    struct Batch;

    Row row_of(const Entry& entry);
    void add(const Outcome& outcome, Batch& batch);
    void follow_starts(TenantIndex& next, const Batch& batch);
    std::shared_ptr<const TenantIndex> publish(std::shared_ptr<TenantIndex> next,
                                               std::int64_t change_seq);

    std::int32_t contact_min_sec_;
    std::shared_ptr<const TenantIndex> current_;
    ChunkList::Chunks loaded_chunks_;
    ChunkBuilder builder_;
    TextListWriter stores_, exts_, dids_, names_, numbers_;
    // Entries of the two maps that lead nowhere.
    std::size_t stale_ids_ = 0;
    std::size_t stale_callers_ = 0;
};

}  // namespace edgvoip::index

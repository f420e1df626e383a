#pragma once

#include "edgvoip/index/entry.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace edgvoip::index {

/// Makes the versions of one tenant's index: first all calls in order, then change by change. A
/// version shares with the one before all chunks that a batch did not touch, so that a batch costs
/// what its chunks cost, however many calls there are. One thread.
class TenantWriter {
public:
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

    /// The newest version; null before the first.
    const std::shared_ptr<const TenantIndex>& current() const { return current_; }

    /// Of what only the writer keeps.
    std::size_t interning_bytes() const;

private:
    struct Step;
    class Merge;

    Row row_of(const Entry& entry);
    std::vector<Step> steps_of(std::span<const Change> changes, std::size_t& vanished) const;
    std::vector<std::shared_ptr<const Chunk>> merged(std::span<const Step> steps);
    void follow_ids(TenantIndex& next, std::span<const Step> steps, std::size_t vanished);
    std::shared_ptr<const TenantIndex> publish(std::shared_ptr<TenantIndex> next,
                                               std::int64_t change_seq);

    std::shared_ptr<const TenantIndex> current_;
    std::vector<std::shared_ptr<const Chunk>> loaded_chunks_;
    std::vector<IdMap::Entry> loaded_ids_;
    ChunkBuilder builder_;
    TextListWriter stores_, exts_, dids_, names_, numbers_;
    std::size_t stale_ids_ = 0;  ///< entries of the id map that lead nowhere
};

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/index/chunk_list.hpp"
#include "edgvoip/index/chunk_merge.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <span>

/// Which missed calls are due. A miss of a reachable number is, exactly when no contact of the
/// number started later; so the due ones are those that are not before the last contact.
namespace edgvoip::index {

/// Those of all calls.
ChunkList due_misses_of(const ChunkList& calls, const TextList& listed_numbers,
                        std::int32_t contact_min_sec, ChunkBuilder& builder);

/// A reachable number of which calls appeared, changed or vanished.
struct TouchedCaller {
    PackedNumber number = no_number;
    std::int64_t first_us = 0;  ///< no such call starts earlier, before or after
};

/// Those of `next`, of which only the due ones are still to be set, from those of the version
/// before; both have the same contacts' rule. `steps` and `callers` say what changed: steps in the
/// order of keys, callers in any, maybe repeated. Costs what the changes cost, not what a caller's
/// calls do.
ChunkList due_misses_after(const TenantIndex& before, const TenantIndex& next,
                           std::span<const MergeStep> steps, std::span<TouchedCaller> callers,
                           ChunkBuilder& builder);

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace edgvoip::index {

struct MissedRow {
    const Chunk* chunk;
    std::size_t row;
};

/// These missed calls with what came of each and how often the caller was missed, by a walk through
/// the calls of each caller. `misses` come the newest first; `filter` means missed calls.
std::vector<MissedCall> with_history(const TenantIndex& index, const call::CallFilter& filter,
                                     std::span<const MissedRow> misses);

}  // namespace edgvoip::index

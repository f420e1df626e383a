#pragma once

#include "edgvoip/call/outline.hpp"

#include <optional>

/// Calls as columns in memory: which, how many, and where.
namespace edgvoip::index {

/// What the index keeps of a call.
using Entry = call::Outline;

/// One step of a tenant's history.
struct Change {
    base::CallId id;
    /// The call's newest state; absent: the call is removed.
    std::optional<Entry> entry;
    /// Of a removal: only when the call starts then, so that a call which meanwhile came back under
    /// another start stays. Absent: whenever it starts.
    std::optional<base::Instant> removed_start;
};

Change put(Entry entry);
Change removal(base::CallId id, std::optional<base::Instant> start = std::nullopt);

}  // namespace edgvoip::index

#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/store/call_changes.hpp"
#include "edgvoip/store/call_filter.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace edgvoip::store {

struct CallPage {
    std::vector<call::Call> calls;  ///< without their legs
    std::int64_t total = 0;         ///< exact, of the same snapshot as `calls`
};

/// Reads one tenant's calls. One thread at a time; every answer is of one snapshot. Rows are
/// checked when they are read: Fault::corrupt instead of a call that breaks its invariants.
/// Fault::unavailable when the store cannot answer now.
class CallReader {
public:
    virtual ~CallReader() = default;

    /// `limit` calls from position `offset` (0-based) on, in that order. `mos` orders the
    /// unmeasured last.
    virtual base::Result<CallPage> page(base::TenantId tenant, const CallFilter& filter,
                                        CallOrder order, std::int64_t offset,
                                        std::int64_t limit) = 0;

    /// The call with its legs; nothing when this tenant has none of that id.
    virtual base::Result<std::optional<call::Call>> find(base::TenantId tenant,
                                                         const base::CallId& id) = 0;

    /// What changed behind a place in the order of changes. Nothing when that cannot be told
    /// exactly any more: removals behind it have been forgotten (after
    /// `limits::sync_memory_days`), or it is a place that the store has not come to. A call that
    /// left the scope is told like a removed one, and only to whom it was visible before.
    /// At most `limits::sync_rows_examined_max` changed rows are looked at: with a scope there may
    /// be `more` behind an empty page.
    virtual base::Result<std::optional<ChangePage>> changes(base::TenantId tenant,
                                                            const ChangeQuestion& question) = 0;
};

}  // namespace edgvoip::store

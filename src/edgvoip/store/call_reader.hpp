#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/call/outline.hpp"
#include "edgvoip/store/call_changes.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace edgvoip::store {

/// Where a call is among its tenant's.
struct CallPlace {
    base::Instant start;
    base::CallId id;

    bool operator==(const CallPlace&) const = default;
};

/// The changes in which what a call is sorted by became another while the tenant had the call; 0:
/// never. A call that was away meanwhile has all of them.
struct KeyMoves {
    std::int64_t start = 0;
    std::int64_t billsec = 0;
    std::int64_t mos = 0;

    bool operator==(const KeyMoves&) const = default;
};

struct StoredRow {
    call::Call call;
    std::int64_t changed = 0;  ///< its last change
    KeyMoves moves;
};

/// Reads one tenant's calls. One thread at a time; every answer is of one snapshot. Rows are
/// checked when they are read: Fault::corrupt instead of a call that breaks its invariants.
/// Fault::unavailable when the store cannot answer now.
class CallReader {
public:
    virtual ~CallReader() = default;

    /// The calls at these places, without their legs, in that order, as they were after the
    /// tenant's change `change_seq`. Nothing when one of them is not there or has changed since.
    virtual base::Result<std::optional<std::vector<StoredRow>>> calls_at(
        base::TenantId tenant, std::span<const CallPlace> places, std::int64_t change_seq) = 0;

    /// The call at a place with its legs; otherwise as `calls_at`.
    virtual base::Result<std::optional<StoredRow>> call_at(base::TenantId tenant,
                                                           const CallPlace& place,
                                                           std::int64_t change_seq) = 0;

    using OnOutline = std::function<void(call::Outline)>;

    /// Hands the outlines of all calls over, in the order of (start, id), and gives the tenant's
    /// change that they show; 0 before the first.
    virtual base::Result<std::int64_t> outlines(base::TenantId tenant,
                                                const OnOutline& on_outline) = 0;

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

#pragma once

#include "base/ids.hpp"
#include "edgvoip/call/call.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgvoip::store {

/// What changed for a tenant behind a place in the order of its changes. Every transaction of a
/// writer is one change of each tenant it touches (a very large one several); changes are numbered
/// in the order they are committed.
struct ChangeQuestion {
    std::int64_t after = 0;  ///< the last change that is known; 0: none

    /// Removals up to this change are of no concern to the asker, who began to follow at it;
    /// absent: begins now.
    std::optional<std::int64_t> removals_after;

    std::int64_t limit = 0;  ///< ≥ 1; so many calls and so many removals, and what their change has

    /// What the token may see; absent: everything of the tenant, empty: nothing.
    std::optional<std::vector<base::StoreId>> scope_stores;
    std::optional<std::vector<std::string>> scope_exts;
};

/// A call that was there for the asker and is not.
struct RemovedCall {
    base::CallId id;
    std::string reason;  ///< as the writer said it; `out_of_scope` when only the asker lost it

    bool operator==(const RemovedCall&) const = default;
};

/// Whole changes, each call once and as it is now, in the order of their last changes.
struct ChangePage {
    std::vector<call::Call> calls;  ///< without their legs
    std::vector<RemovedCall> removed;
    std::int64_t through = 0;         ///< everything up to this change has been told
    std::int64_t removals_after = 0;  ///< what the next question says
    bool more = false;                ///< there is more already, of the same snapshot
};

}  // namespace edgvoip::store

#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Missed calls and whether somebody has spoken with the caller since. A filter means missed calls
/// here: inbound and not answered, whatever else it says; its direction and dispositions narrow
/// further. A contact is an answered call of the tenant with the same remote number, whatever its
/// direction, store or the filter, of at least `TenantIndex::contact_min_sec()` of talk, which
/// started later than the miss. Any thread.
namespace edgvoip::index {

enum class CallbackStatus : std::uint8_t {
    due,          ///< the caller can be called, and there was no contact since
    returned,     ///< there was one
    unreachable,  ///< the caller's number is not E.164, or there is none
};

/// The first contact after a miss.
struct Contact {
    base::Instant start;
    base::CallId id;
    std::string ext;                     ///< empty: none
    std::optional<base::StoreId> store;  ///< the contact's own

    bool operator==(const Contact&) const = default;
};

struct MissedCall {
    base::Instant start;
    base::CallId id;
    CallbackStatus status = CallbackStatus::due;
    std::optional<Contact> contact;      ///< there when it was returned
    std::int64_t callback_attempts = 0;  ///< outbound calls to the number after this miss

    // Over all missed calls of the same caller that the filter means. Unreachable callers are one
    // each.
    std::int64_t attempts = 1;
    base::Instant first_missed;
    base::Instant last_missed;

    bool operator==(const MissedCall&) const = default;
};

struct MissedQuestion {
    call::CallFilter filter;
    bool only_unique = false;              ///< only the latest miss of each caller
    std::optional<CallbackStatus> status;  ///< of the listed miss; absent: any
    std::int64_t offset = 0;
    std::int64_t limit = 0;
};

struct MissedList {
    std::vector<MissedCall> calls;  ///< the newest first, then by id, descending
    std::int64_t total = 0;         ///< all pages

    bool operator==(const MissedList&) const = default;
};

MissedList missed_calls(const TenantIndex& index, const MissedQuestion& question);

/// How many callers have a missed call that the filter means and that is due: the total of
/// `missed_calls`, only unique and due. Costs what the due misses of the interval cost.
std::int64_t callbacks_due(const TenantIndex& index, const call::CallFilter& filter);

struct StoreDue {
    std::optional<base::StoreId> store;
    std::int64_t callers = 0;
};
/// The same for each store that has any, of the misses of that store; in no order.
std::vector<StoreDue> callbacks_due_by_store(const TenantIndex& index,
                                             const call::CallFilter& filter);

}  // namespace edgvoip::index

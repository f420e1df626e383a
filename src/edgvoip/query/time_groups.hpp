#pragma once

#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/index/tenant_index.hpp"
#include "edgvoip/query/buckets.hpp"
#include "edgvoip/query/figures.hpp"
#include "edgvoip/query/interval.hpp"

#include <vector>

namespace edgvoip::query {

/// The calls of one bucket.
struct TimeGroup {
    Interval period;  ///< the bucket's own, whole
    Group group;

    /// The period as far as the question reaches.
    Interval asked_part(const Interval& asked) const;
};

/// The buckets that have calls, in their order. Where the tenant has no calls, nothing is cut into
/// buckets, however long the interval is. Any thread.
std::vector<TimeGroup> groups_with_calls(const index::TenantIndex& version,
                                         const directory::Tenant& tenant,
                                         const call::CallFilter& filter, Bucket bucket);

}  // namespace edgvoip::query

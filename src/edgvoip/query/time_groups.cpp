#include "edgvoip/query/time_groups.hpp"

#include "edgvoip/query/kpi_version.hpp"

#include <algorithm>
#include <limits>

namespace edgvoip::query {

Interval TimeGroup::asked_part(const Interval& asked) const {
    return {.from = std::max(period.from, asked.from), .to = std::min(period.to, asked.to)};
}

std::vector<TimeGroup> groups_with_calls(const index::TenantIndex& version,
                                         const directory::Tenant& tenant,
                                         const call::CallFilter& filter, Bucket bucket) {
    std::vector<TimeGroup> found;
    const auto span = span_of_calls(version, {.from = filter.from, .to = filter.to});
    if (!span) return found;
    const auto bounds =
        bucket_bounds(tenant.zone, bucket, *span, std::numeric_limits<std::size_t>::max());
    call::CallFilter within = filter;
    within.from = span->from;
    within.to = span->to;
    const auto groups = index::groups_by_time(version, within, *bounds, tenant.settings.sl_sec);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].sums.calls == 0) continue;
        found.push_back(
            {.period = {.from = (*bounds)[i], .to = (*bounds)[i + 1]}, .group = groups[i]});
    }
    return found;
}

}  // namespace edgvoip::query

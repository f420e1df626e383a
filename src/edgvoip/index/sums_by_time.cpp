#include "base/error.hpp"
#include "edgvoip/index/bound_filter.hpp"
#include "edgvoip/index/kpi.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

/// With fewer calls between two bounds, adding them up is cheaper than taking sums apart.
constexpr std::int64_t calls_apart_min = 512;

bool are_far_apart(const TenantIndex& index, const call::CallFilter& filter, std::size_t spans) {
    const std::int64_t calls = index.position_of(filter.to) - index.position_of(filter.from);
    return calls >= calls_apart_min * static_cast<std::int64_t>(spans);
}

bool is_undirected_interval(const TenantIndex& index, call::CallFilter filter) {
    filter.direction.reset();
    return BoundFilter(index, filter).is_interval();
}

}  // namespace

std::vector<Sums> sums_by_time(const TenantIndex& index, const call::CallFilter& filter,
                               std::span<const base::Instant> bounds, std::int32_t sl_sec) {
    base::check(bounds.size() >= 2, "a span of time has two bounds");
    std::vector<Sums> sums;
    sums.reserve(bounds.size() - 1);
    if (are_far_apart(index, filter, bounds.size() - 1) && is_undirected_interval(index, filter)) {
        call::CallFilter span = filter;
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
            span.from = std::clamp(bounds[i], filter.from, filter.to);
            span.to = std::clamp(bounds[i + 1], filter.from, filter.to);
            sums.push_back(sums_of(index, span, sl_sec));
        }
        return sums;
    }
    for (Group& group : groups_by_time(index, filter, bounds, sl_sec))
        sums.push_back(group.sums);
    return sums;
}

}  // namespace edgvoip::index

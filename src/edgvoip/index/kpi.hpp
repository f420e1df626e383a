#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/sums.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Figures over one version's calls. `sl_sec` is the service level's threshold in whole seconds,
/// not negative. Exact for every filter. Any thread.
namespace edgvoip::index {

/// Of all calls that the filter means. For an interval and a direction alone it costs the same
/// however long the interval is.
Sums sums_of(const TenantIndex& index, const call::CallFilter& filter, std::int32_t sl_sec);

struct StoreGroup {
    std::optional<base::StoreId> store;  ///< absent: calls of no store
    Group group;
};
/// By store, those that have calls only, in no order.
std::vector<StoreGroup> groups_by_store(const TenantIndex& index, const call::CallFilter& filter,
                                        std::int32_t sl_sec);

struct ExtGroup {
    std::string ext;  ///< empty: calls of no extension
    Group group;
};
/// By extension, those that have calls only, in no order.
std::vector<ExtGroup> groups_by_ext(const TenantIndex& index, const call::CallFilter& filter,
                                    std::int32_t sl_sec);

/// By time: one group for each two neighbouring bounds, which ascend; the first bound is not
/// above `filter.from`, the last not below `filter.to`. Groups without calls are there, too.
std::vector<Group> groups_by_time(const TenantIndex& index, const call::CallFilter& filter,
                                  std::span<const base::Instant> bounds, std::int32_t sl_sec);

/// The same without what is no sum; costs what the bounds cost where they are far apart and the
/// filter is an interval and a direction alone.
std::vector<Sums> sums_by_time(const TenantIndex& index, const call::CallFilter& filter,
                               std::span<const base::Instant> bounds, std::int32_t sl_sec);

/// Whole seconds that so many percent of the calls do not exceed: the value at the nearest rank,
/// ⌈p·n/100⌉. All absent when there is no call.
struct Percentiles {
    std::optional<std::int64_t> p50, p90, p95;

    bool operator==(const Percentiles&) const = default;
};
struct AnsweredPercentiles {
    Percentiles ring_sec;
    Percentiles talk_sec;
};
/// Over the answered calls that the filter means; counted, not sampled.
AnsweredPercentiles percentiles_of(const TenantIndex& index, const call::CallFilter& filter);

}  // namespace edgvoip::index

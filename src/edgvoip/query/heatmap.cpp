#include "edgvoip/query/heatmap.hpp"

#include "edgvoip/query/kpi_version.hpp"
#include "edgvoip/query/time_groups.hpp"

namespace edgvoip::query {

base::Result<Heatmap> heatmap_of(const Sources& sources, const directory::Tenant& tenant,
                                 const KpiQuestion& question) {
    constexpr std::int64_t us_per_hour = 3600 * base::us_per_second;
    const auto version = kpi_version(sources, tenant);
    if (!version) return version.error();
    Heatmap heatmap;
    heatmap.change_seq = (*version)->change_seq();
    // Clocks show one hour all through such a bucket.
    for (const TimeGroup& group :
         groups_with_calls(**version, tenant, question.filter, Bucket::hour)) {
        const base::TimeZone::Local local = tenant.zone.to_local(group.period.from);
        const auto hour = static_cast<std::size_t>(local.time_of_day_us / us_per_hour);
        HeatmapCell& cell = heatmap.cells[local.iso_weekday - 1][hour];
        cell.total += group.group.sums.calls;
        cell.missed += group.group.sums.missed;
    }
    return heatmap;
}

}  // namespace edgvoip::query

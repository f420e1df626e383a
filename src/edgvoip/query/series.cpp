#include "edgvoip/query/series.hpp"

#include "base/limits.hpp"
#include "edgvoip/query/kpi_version.hpp"

#include <algorithm>

namespace edgvoip::query {

SeriesQuestion read_series_question(const FilterWords& words,
                                    const std::optional<std::string>& bucket,
                                    const directory::Tenant& tenant, const Sight& sight,
                                    base::Instant now, ParameterFaults& faults) {
    constexpr std::size_t buckets_max = base::limits::series_buckets_max;
    SeriesQuestion question;
    question.kpi = read_kpi_question(words, tenant, sight, now, faults);
    if (bucket) {
        const auto known = bucket_of(*bucket);
        if (!known) faults.push_back({"bucket", "is not `hour`, `day`, `week` or `month`"});
        question.bucket = known.value_or(question.bucket);
    }
    if (!faults.empty()) return question;
    auto bounds = bucket_bounds(tenant.zone, question.bucket, question.kpi.interval(), buckets_max);
    if (bounds) {
        question.bounds = std::move(*bounds);
    } else {
        faults.push_back(
            {"bucket", "cuts the interval into more than " + std::to_string(buckets_max)});
    }
    return question;
}

base::Result<Series> series_of(const Sources& sources, const directory::Tenant& tenant,
                               const SeriesQuestion& question) {
    const auto version = kpi_version(sources, tenant);
    if (!version) return version.error();
    const call::CallFilter& filter = question.kpi.filter;
    const auto sums =
        index::sums_by_time(**version, filter, question.bounds, tenant.settings.sl_sec);
    Series series;
    series.change_seq = (*version)->change_seq();
    series.items.reserve(sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) {
        series.items.push_back({.period_start = question.bounds[i],
                                .interval = {.from = std::max(question.bounds[i], filter.from),
                                             .to = std::min(question.bounds[i + 1], filter.to)},
                                .sums = sums[i]});
    }
    return series;
}

}  // namespace edgvoip::query

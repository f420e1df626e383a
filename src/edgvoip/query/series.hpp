#pragma once

#include "edgvoip/query/buckets.hpp"
#include "edgvoip/query/figures.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/sources.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgvoip::query {

struct SeriesQuestion {
    KpiQuestion kpi;
    Bucket bucket = Bucket::day;
    std::vector<base::Instant> bounds;  ///< as `bucket_bounds` gives them
};

/// The meaning of the words, `bucket` one of them. Appends a fault for every word that has none,
/// and for buckets of which the interval has more than `limits::series_buckets_max`.
SeriesQuestion read_series_question(const FilterWords& words,
                                    const std::optional<std::string>& bucket,
                                    const directory::Tenant& tenant, const Sight& sight,
                                    base::Instant now, ParameterFaults& faults);

struct SeriesItem {
    base::Instant period_start;  ///< the bucket's own: may be before `from`
    Interval interval;           ///< the bucket's part of what was asked
    Sums sums;
};

struct Series {
    std::vector<SeriesItem> items;  ///< every bucket, those without calls, too
    std::int64_t change_seq = 0;    ///< the tenant's change that this shows
};

/// Errors as `kpi_version`.
base::Result<Series> series_of(const Sources& sources, const directory::Tenant& tenant,
                               const SeriesQuestion& question);

}  // namespace edgvoip::query

#pragma once

#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/sources.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgvoip::query {

constexpr std::size_t weekdays = 7;
constexpr std::size_t hours_of_day = 24;

struct HeatmapCell {
    std::int64_t total = 0;
    std::int64_t missed = 0;
};

struct Heatmap {
    /// By weekday, Monday first, and by the hour that clocks there showed.
    std::array<std::array<HeatmapCell, hours_of_day>, weekdays> cells{};
    std::int64_t change_seq = 0;  ///< the tenant's change that this shows
};

/// When in the week the calls started, in the tenant's zone. Errors as `kpi_version`.
base::Result<Heatmap> heatmap_of(const Sources& sources, const directory::Tenant& tenant,
                                 const KpiQuestion& question);

}  // namespace edgvoip::query

#pragma once

#include "edgvoip/query/figures.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/sources.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgvoip::query {

/// `compare`: nothing, or the interval of the same length just before.
enum class Compare { none, previous };

/// Appends a fault for a word that is none.
Compare read_compare(const std::optional<std::string>& word, ParameterFaults& faults);

struct SummaryQuestion {
    KpiQuestion kpi;
    bool with_percentiles = false;
    Compare compare = Compare::none;
};

/// The figures of one interval.
struct SummaryFigures {
    Interval interval;
    Sums sums;
    std::int64_t callbacks_due = 0;
    std::optional<AnsweredPercentiles> percentiles;  ///< there when they were asked for
};

struct Summary {
    SummaryFigures now;
    std::optional<SummaryFigures> previous;  ///< there when it was asked for
    std::int64_t change_seq = 0;             ///< the tenant's change that this shows
};

/// Errors as `kpi_version`.
base::Result<Summary> summarize(const Sources& sources, const directory::Tenant& tenant,
                                const SummaryQuestion& question);

}  // namespace edgvoip::query

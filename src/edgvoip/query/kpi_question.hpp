#pragma once

#include "edgvoip/query/filter_words.hpp"
#include "edgvoip/query/interval.hpp"

namespace edgvoip::query {

/// Over which calls figures are asked, checked, times and numbers resolved.
struct KpiQuestion {
    call::CallFilter filter;
    bool to_given = false;  ///< false: the answer depends on the time of asking

    Interval interval() const { return {.from = filter.from, .to = filter.to}; }
};

/// The meaning of the words for this tenant, asker and moment. Appends a fault for every word that
/// has none; the question is only good when nothing was appended. Any thread.
inline KpiQuestion read_kpi_question(const FilterWords& words, const directory::Tenant& tenant,
                                     const Sight& sight, base::Instant now,
                                     ParameterFaults& faults) {
    return {.filter = read_filter(words, tenant, sight, now, faults),
            .to_given = words.to.has_value()};
}

}  // namespace edgvoip::query

#pragma once

#include "base/instant.hpp"
#include "base/time_zone.hpp"
#include "edgvoip/query/parameter_fault.hpp"

#include <optional>
#include <string>

namespace edgvoip::query {

/// Half open, `[from, to)`.
struct Interval {
    base::Instant from;
    base::Instant to;

    bool operator==(const Interval&) const = default;
};

/// Reads the parameters `from` and `to` as the contract says: an instant with its offset; a local
/// time of the tenant's zone (ambiguous: its first instant, not existing: the instant after the
/// gap); or a day of that zone, `to` including all of it. Left out: `to` is now, `from` is
/// `limits::interval_days_default` days before `to`. Faults name every parameter at fault; an empty
/// interval names those that were given. Any thread.
Interval read_interval(const std::optional<std::string>& from, const std::optional<std::string>& to,
                       const base::TimeZone& zone, base::Instant now, ParameterFaults& faults);

}  // namespace edgvoip::query

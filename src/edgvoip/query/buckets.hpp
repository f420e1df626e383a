#pragma once

#include "base/instant.hpp"
#include "base/time_zone.hpp"
#include "edgvoip/query/interval.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace edgvoip::query {

/// A span of local time. A day starts at the first instant of its date there, a week on Monday, a
/// month on its first day; an hour at every local full hour and whenever clocks are moved.
enum class Bucket { hour, day, week, month };

/// The contract's word.
std::string_view to_string(Bucket bucket);
std::optional<Bucket> bucket_of(std::string_view word);

/// The starts of the buckets that the interval touches, then the start of the next one: ascending,
/// the first not behind `from`, the last not before `to`. Days that a zone skips have no bucket.
/// Nothing when there are more than `buckets_max`. The interval is not empty. Any thread.
std::optional<std::vector<base::Instant>> bucket_bounds(const base::TimeZone& zone, Bucket bucket,
                                                        const Interval& interval,
                                                        std::size_t buckets_max);

}  // namespace edgvoip::query

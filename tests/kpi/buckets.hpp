#pragma once

#include "base/instant.hpp"
#include "base/time_zone.hpp"
#include "question.hpp"

#include <cstddef>
#include <vector>

namespace edgvoip::oracle {

/// The starts of the buckets that meet `[from, to)`, in order: the first may be before `from`. At
/// most `most` of them. One thread.
std::vector<base::Instant> bucket_starts(const base::TimeZone& zone, Bucket bucket,
                                         base::Instant from, base::Instant to, std::size_t most);

/// The last start that is not behind the instant; there is one.
base::Instant bucket_of(const std::vector<base::Instant>& starts, base::Instant instant);

}  // namespace edgvoip::oracle

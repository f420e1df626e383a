#include "edgvoip/ingest/lag.hpp"

#include "base/instant.hpp"

#include <algorithm>

namespace edgvoip::ingest {

void Lag::add(std::int64_t lag_us) {
    lag_us = std::max<std::int64_t>(lag_us, 0);
    std::size_t bucket = 0;
    while (bucket < bounds_sec.size() && lag_us > bounds_sec.at(bucket) * base::us_per_second)
        ++bucket;
    ++buckets_.at(bucket);
    ++count_;
    sum_us_ += lag_us;
}

}  // namespace edgvoip::ingest

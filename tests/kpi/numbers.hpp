#pragma once

#include <boost/json.hpp>

#include <cstdint>
#include <vector>

namespace edgvoip::oracle {

/// A number of so many units of its last decimal: `(430, 2)` is 4.30, `(7, 0)` the integer 7.
boost::json::value number(std::int64_t units, int decimals);

/// The mean of a sum of such units, rounded half up; null when nothing was summed.
boost::json::value mean(std::int64_t sum, std::int64_t count, int decimals);

/// A share with four decimals, rounded half up; null of nothing.
boost::json::value rate(std::int64_t part, std::int64_t whole);

/// Whole seconds at the nearest rank, ceil(p · n / 100); null of none. Sorts what it is given.
boost::json::value percentile(std::vector<std::int64_t>& seconds, std::int64_t p);

}  // namespace edgvoip::oracle

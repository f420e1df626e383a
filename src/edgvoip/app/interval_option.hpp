#pragma once

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "edgvoip/query/interval.hpp"

#include <optional>
#include <string>

namespace edgvoip::app {

/// What `--from` and `--to` of a verb say, as the API reads them; a day is one of that zone, and
/// what is left out is before the first record or after the last. Fault::invalid names the option.
base::Result<query::Interval> read_interval_option(const std::optional<std::string>& from,
                                                   const std::optional<std::string>& to,
                                                   const base::TimeZone& zone);

}  // namespace edgvoip::app

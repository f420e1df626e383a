#include "edgvoip/app/interval_option.hpp"

#include "base/clock.hpp"

namespace edgvoip::app {
namespace {

// No record is older or newer.
constexpr const char* first_day = "2000-01-01";
constexpr const char* last_day = "2099-12-31";

}  // namespace

base::Result<query::Interval> read_interval_option(const std::optional<std::string>& from,
                                                   const std::optional<std::string>& to,
                                                   const base::TimeZone& zone) {
    query::ParameterFaults faults;
    const auto interval = query::read_interval(from.value_or(first_day), to.value_or(last_day),
                                               zone, base::SystemClock{}.now(), faults);
    if (faults.empty()) return interval;
    return base::invalid("--" + faults.front().parameter + " " + faults.front().reason);
}

}  // namespace edgvoip::app

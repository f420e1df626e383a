#pragma once

#include "base/instant.hpp"
#include "base/time_zone.hpp"

#include <array>
#include <optional>

namespace edgvoip::simulate {

/// How busy one day of a shop is.
struct DayShape {
    double volume = 1;                 ///< 1 for an average weekday
    std::array<double, 24> by_hour{};  ///< weights of the local hours
};

/// Shops open 9–13 and 15:30–19:30; Saturday is the busiest day, Sunday and holidays are quiet.
DayShape shape_of(base::LocalDate date, unsigned iso_weekday);

/// Busy around the clock, every day alike.
DayShape always_open_shape();

/// How likely somebody takes an inbound call at this local hour: low at lunch and in the evening.
double answer_probability(int hour, unsigned iso_weekday);

/// The instant at which clocks change on that day, if they do.
std::optional<base::Instant> clock_change(const base::TimeZone& zone, base::LocalDate date);

}  // namespace edgvoip::simulate

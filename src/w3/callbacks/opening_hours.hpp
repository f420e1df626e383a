#pragma once

#include "base/time_zone.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace w3::callbacks {

/// From one minute of a day until before another: 0 … 1440, 1440 being midnight at its end.
struct OpenRange {
    int from = 0;
    int to = 0;

    bool operator==(const OpenRange&) const = default;
};

/// Of one day: in order, none touching another; empty: closed.
using OpenRanges = std::vector<OpenRange>;

/// A day of every year.
struct YearDay {
    unsigned month = 1;
    unsigned day = 1;

    bool operator==(const YearDay&) const = default;
};

/// When a store is open, by the clocks of its tenant's zone. A value.
struct OpeningHours {
    std::array<OpenRanges, 7> week;                   ///< Monday first
    std::map<base::LocalDate, OpenRanges> days = {};  ///< what is different from the week
    bool rests_on_holidays = true;                    ///< see is_italian_holiday()
    std::optional<YearDay> patron = std::nullopt;     ///< closed on the day of the patron saint

    bool operator==(const OpeningHours&) const = default;
};

/// Monday to Saturday from nine to half past seven.
OpeningHours usual_hours();

/// Why these cannot be the ranges of a day, as a phrase; nothing: they can.
std::optional<std::string> ranges_fault(const OpenRanges& ranges);

/// Of one day: its own when there are some, none on a day of rest, else those of its weekday.
OpenRanges ranges_of(const OpeningHours& hours, base::LocalDate day);

/// The instant at which the store will have been open for so many minutes since `from`. Minutes are
/// those that pass, whatever clocks are turned by. A store that does not open within 400 days has
/// every minute counted.
base::Instant after_open_minutes(const OpeningHours& hours, const base::TimeZone& zone,
                                 base::Instant from, std::int64_t minutes);

}  // namespace w3::callbacks

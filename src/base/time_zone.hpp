#pragma once

#include "base/instant.hpp"

#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace base {

/// A zone of the IANA time zone database, as installed on the machine. Copies are cheap; any
/// thread. Changes of the clock are known up to 2037; later the zone's standard time is assumed.
class TimeZone {
public:
    /// The zone of that name, such as `Europe/Rome`. Fault::invalid when the database has none.
    static Result<TimeZone> find(std::string_view iana_name);

    const std::string& name() const;

    /// The instant that clocks there show as this day and time. An ambiguous local time is its
    /// first instant, one that does not exist the instant after the gap.
    Instant from_local(LocalDate date, std::int64_t time_of_day_us) const;

    /// The first instant of a day there (not always 00:00: some zones skip midnight).
    Instant day_start(LocalDate date) const { return from_local(date, 0); }

    struct Local {
        LocalDate date;
        std::int64_t time_of_day_us = 0;
        unsigned iso_weekday = 1;  ///< 1 = Monday … 7 = Sunday
    };

    /// What clocks there show at this instant.
    Local to_local(Instant instant) const;

private:
    explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}

    const date::time_zone* zone_;  // owned by the date library, lives as long as the program
};

}  // namespace base

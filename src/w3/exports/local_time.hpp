#pragma once

#include "base/time_zone.hpp"

#include <string>

namespace w3::exports {

/// What clocks of the zone show, to the second (cut, not rounded), and how far they are ahead of
/// UTC: `2026-11-28T10:42:05+01:00`. In the hour that comes twice the offset tells which it is.
void append_iso_time(std::string& out, base::Instant instant, const base::TimeZone& zone);

/// The same as Italians write it: `28/11/2026 10:42:05`.
void append_italian_time(std::string& out, base::Instant instant, const base::TimeZone& zone);

/// The same as spreadsheets count: days since 30 December 1899, the time as a fraction.
double spreadsheet_time(base::Instant instant, const base::TimeZone& zone);

/// `2026-11-28`.
std::string iso_day(base::LocalDate day);

}  // namespace w3::exports

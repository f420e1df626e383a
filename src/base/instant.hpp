#pragma once

#include "base/error.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
    std::int64_t us = 0;

    auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::int64_t us_per_day = 86'400 * us_per_second;

/// A calendar day without a zone; always a day that exists (1970…9999).
struct LocalDate {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;

    auto operator<=>(const LocalDate&) const = default;
};

/// An ISO 8601 text taken apart; what the missing parts mean is the caller's business.
struct ParsedTime {
    LocalDate date;
    std::optional<std::int64_t> time_of_day_us;  ///< absent: only a day was given
    std::optional<std::int32_t> offset_seconds;  ///< east of UTC; `Z` is 0; absent: no zone given

    bool operator==(const ParsedTime&) const = default;
};

/// Reads `2025-10-30`, `2025-10-30T09:12`, `…:05`, `….123456`, each with nothing, `Z`, `±hh:mm`,
/// `±hhmm` or `±hh` behind; the `+` of an offset may have become a space. Fractions beyond
/// microseconds are cut. `24:00` and leap seconds are refused. Fault::invalid says what is wrong.
Result<ParsedTime> parse_iso8601(std::string_view text);

/// The instant of a parsed time that has an offset; check()s that it has time and offset.
Instant instant_of(const ParsedTime& parsed);

/// The day's first microsecond if the zone were UTC.
Instant utc_midnight(LocalDate date);

/// The day after.
LocalDate next_day(LocalDate date);

/// `2025-10-30T09:12:05Z`, or with exactly three digits (`….250Z`, cut, not rounded) when the
/// instant is not a whole second. Years 1970…9999.
std::string to_iso8601(Instant instant);

/// Whole seconds from `from` to `to`, cut toward zero; never negative.
std::int64_t whole_seconds(Instant from, Instant to);

}  // namespace base

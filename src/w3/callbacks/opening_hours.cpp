#include "w3/callbacks/opening_hours.hpp"

#include "w3/callbacks/holidays.hpp"

#include <algorithm>

namespace w3::callbacks {
namespace {

constexpr int minutes_per_day = 24 * 60;
constexpr std::int64_t us_per_minute = 60 * base::us_per_second;
constexpr int days_looked_at = 400;

std::size_t weekday_of(base::LocalDate day) {
    constexpr std::int64_t days_per_week = 7;
    constexpr std::int64_t thursday = 3;  // 1 January 1970
    const std::int64_t days = base::utc_midnight(day).us / base::us_per_day;
    return static_cast<std::size_t>((days + thursday) % days_per_week);
}

base::Instant at_minute(const base::TimeZone& zone, base::LocalDate day, int minute) {
    if (minute == minutes_per_day) return zone.day_start(base::next_day(day));
    return zone.from_local(day, minute * us_per_minute);
}

}  // namespace

OpeningHours usual_hours() {
    OpeningHours hours;
    for (std::size_t day = 0; day < 6; ++day)
        hours.week[day] = {{9 * 60, 19 * 60 + 30}};
    return hours;
}

std::optional<std::string> ranges_fault(const OpenRanges& ranges) {
    int closed_since = -1;
    for (const OpenRange& range : ranges) {
        if (range.from < 0 || range.to > minutes_per_day) return "is not within a day";
        if (range.from >= range.to) return "ends before it begins";
        if (range.from <= closed_since) return "begins before the one before has ended";
        closed_since = range.to;
    }
    return std::nullopt;
}

OpenRanges ranges_of(const OpeningHours& hours, base::LocalDate day) {
    if (const auto own = hours.days.find(day); own != hours.days.end()) return own->second;
    if (hours.rests_on_holidays && is_italian_holiday(day)) return {};
    if (hours.patron == YearDay{day.month, day.day}) return {};
    return hours.week[weekday_of(day)];
}

base::Instant after_open_minutes(const OpeningHours& hours, const base::TimeZone& zone,
                                 base::Instant from, std::int64_t minutes) {
    std::int64_t left_us = minutes * us_per_minute;
    base::LocalDate day = zone.to_local(from).date;
    for (int looked = 0; looked < days_looked_at; ++looked, day = base::next_day(day)) {
        for (const OpenRange& range : ranges_of(hours, day)) {
            const base::Instant opens = std::max(from, at_minute(zone, day, range.from));
            const base::Instant closes = at_minute(zone, day, range.to);
            if (opens >= closes) continue;
            if (closes.us - opens.us >= left_us) return {opens.us + left_us};
            left_us -= closes.us - opens.us;
        }
    }
    return {from.us + minutes * us_per_minute};
}

}  // namespace w3::callbacks

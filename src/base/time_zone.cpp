#include "base/time_zone.hpp"

#include <date/tz.h>

namespace base {

Result<TimeZone> TimeZone::find(std::string_view iana_name) {
    try {
        return TimeZone(date::locate_zone(iana_name));
    } catch (const std::runtime_error&) {
        return invalid("'" + std::string(iana_name) +
                       "' is not a zone of the IANA time zone database");
    }
}

const std::string& TimeZone::name() const {
    return zone_->name();
}

Instant TimeZone::from_local(LocalDate date, std::int64_t time_of_day_us) const {
    const date::local_time<std::chrono::microseconds> local{
        std::chrono::microseconds{utc_midnight(date).us + time_of_day_us}};
    const date::local_info info = zone_->get_info(local);
    if (info.result == date::local_info::nonexistent) {
        const auto gap_end =
            std::chrono::time_point_cast<std::chrono::microseconds>(info.second.begin);
        return {gap_end.time_since_epoch().count()};
    }
    // For an ambiguous time `first` is the earlier period, which is what the contract asks for.
    const auto offset = std::chrono::duration_cast<std::chrono::microseconds>(info.first.offset);
    return {local.time_since_epoch().count() - offset.count()};
}

TimeZone::Local TimeZone::to_local(Instant instant) const {
    const date::sys_time<std::chrono::microseconds> point{std::chrono::microseconds{instant.us}};
    const auto local = zone_->to_local(point);
    const auto day = date::floor<date::days>(local);
    const date::year_month_day ymd{day};
    return {.date = {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day())},
            .time_of_day_us = std::chrono::microseconds{local - day}.count(),
            .iso_weekday = date::weekday{day}.iso_encoding()};
}

}  // namespace base

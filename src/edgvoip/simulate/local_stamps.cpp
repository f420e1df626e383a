#include "edgvoip/simulate/local_stamps.hpp"

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t us_of_an_hour = 3600 * base::us_per_second;

}  // namespace

void LocalStamps::write(Text& text, base::Instant instant) {
    // Clocks change at full hours UTC, so an hour has one offset.
    const std::int64_t hour = instant.us / us_of_an_hour;
    if (hour != hour_) {
        const base::TimeZone::Local local = zone_.to_local(instant);
        offset_us_ = base::utc_midnight(local.date).us + local.time_of_day_us - instant.us;
        hour_ = hour;
    }
    const std::int64_t local_us = instant.us + offset_us_;
    const std::int64_t day = local_us / base::us_per_day;
    if (day != day_) {
        date_ = base::to_iso8601({day * base::us_per_day}).substr(0, 10);
        day_ = day;
    }
    const std::int64_t second = local_us % base::us_per_day / base::us_per_second;
    text.raw(date_).raw(" ").two_digits(second / 3600).raw(":").two_digits(second / 60 % 60);
    text.raw(":").two_digits(second % 60);
}

}  // namespace edgvoip::simulate

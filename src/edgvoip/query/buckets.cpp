#include "edgvoip/query/buckets.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace edgvoip::query {
namespace {

using base::Instant;
using base::TimeZone;

constexpr std::int64_t us_per_hour = 3600 * base::us_per_second;

constexpr std::array<std::pair<std::string_view, Bucket>, 4> words = {{
    {"hour", Bucket::hour},
    {"day", Bucket::day},
    {"week", Bucket::week},
    {"month", Bucket::month},
}};

/// How far clocks there are ahead of UTC.
std::int64_t offset_us(const TimeZone& zone, Instant instant) {
    const TimeZone::Local local = zone.to_local(instant);
    return base::utc_midnight(local.date).us + local.time_of_day_us - instant.us;
}

/// The first instant of (after, until] with another offset than at `after`; `until` when there is
/// none. Clocks are moved at most once in between.
Instant offset_end(const TimeZone& zone, Instant after, Instant until) {
    const std::int64_t offset = offset_us(zone, after);
    if (offset_us(zone, until) == offset) return until;
    std::int64_t same = after.us;
    std::int64_t other = until.us;
    while (other - same > 1) {
        const std::int64_t middle = same + (other - same) / 2;
        (offset_us(zone, {middle}) == offset ? same : other) = middle;
    }
    return {other};
}

/// Takes bounds in their order, and says whether more are wanted.
class BoundsTaker {
public:
    BoundsTaker(const Interval& interval, std::size_t buckets_max)
        : interval_(interval), buckets_max_(buckets_max) {}

    bool take(Instant bound) {
        if (bound <= interval_.from) bounds_.clear();
        // A day that the zone skips starts when the next one does.
        if (bounds_.empty() || bounds_.back() < bound) bounds_.push_back(bound);
        return bound < interval_.to && bounds_.size() <= buckets_max_;
    }

    std::optional<std::vector<Instant>> bounds() && {
        if (bounds_.back() < interval_.to) return std::nullopt;
        return std::move(bounds_);
    }

private:
    const Interval& interval_;
    std::size_t buckets_max_;
    std::vector<Instant> bounds_;
};

/// Clocks are not moved twice within a day.
void take_hours(const TimeZone& zone, const Interval& interval, BoundsTaker& taker) {
    Instant at{interval.from.us - base::us_per_day};
    for (;;) {
        const Instant end = offset_end(zone, at, {at.us + base::us_per_day});
        const std::int64_t in_hour = zone.to_local(at).time_of_day_us % us_per_hour;
        for (Instant hour{at.us - in_hour + us_per_hour}; hour < end; hour.us += us_per_hour) {
            if (!taker.take(hour)) return;
        }
        // The last hour may end where the next day of search begins.
        const bool is_hour = zone.to_local(end).time_of_day_us % us_per_hour == 0;
        const bool is_moved = end.us != at.us + base::us_per_day ||
                              offset_us(zone, end) != offset_us(zone, {end.us - 1});
        if ((is_hour || is_moved) && !taker.take(end)) return;
        at = end;
    }
}

std::chrono::sys_days days_of(base::LocalDate date) {
    return std::chrono::year(date.year) / std::chrono::month(date.month) /
           std::chrono::day(date.day);
}

base::LocalDate date_of(std::chrono::sys_days days) {
    const std::chrono::year_month_day date(days);
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day())};
}

std::chrono::sys_days first_date(Bucket bucket, const TimeZone::Local& local) {
    const std::chrono::sys_days days = days_of(local.date);
    if (bucket == Bucket::week) return days - std::chrono::days(local.iso_weekday - 1);
    if (bucket == Bucket::month) return days - std::chrono::days(local.date.day - 1);
    return days;
}

std::chrono::sys_days next_date(Bucket bucket, std::chrono::sys_days days) {
    if (bucket == Bucket::day) return days + std::chrono::days(1);
    if (bucket == Bucket::week) return days + std::chrono::days(7);
    return std::chrono::year_month_day(days) + std::chrono::months(1);
}

}  // namespace

std::string_view to_string(Bucket bucket) {
    return words[static_cast<std::size_t>(bucket)].first;
}

std::optional<Bucket> bucket_of(std::string_view word) {
    for (const auto& [known, bucket] : words) {
        if (known == word) return bucket;
    }
    return std::nullopt;
}

std::optional<std::vector<Instant>> bucket_bounds(const TimeZone& zone, Bucket bucket,
                                                  const Interval& interval,
                                                  std::size_t buckets_max) {
    base::check(interval.from < interval.to, "buckets are of an interval with something in it");
    BoundsTaker taker(interval, buckets_max);
    if (bucket == Bucket::hour) {
        take_hours(zone, interval, taker);
        return std::move(taker).bounds();
    }
    auto days = first_date(bucket, zone.to_local(interval.from));
    while (taker.take(zone.day_start(date_of(days))))
        days = next_date(bucket, days);
    return std::move(taker).bounds();
}

}  // namespace edgvoip::query

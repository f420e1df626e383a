#include "buckets.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <utility>

namespace edgvoip::oracle {
namespace {

constexpr std::int64_t us_per_minute = 60 * base::us_per_second;

std::int64_t local_us(const base::TimeZone& zone, std::int64_t minute) {
    const base::TimeZone::Local local = zone.to_local({minute * us_per_minute});
    return base::utc_midnight(local.date).us + local.time_of_day_us;
}

/// Minute by minute: a full hour on the clocks there, or clocks that were just moved.
std::vector<base::Instant> find_hours(const base::TimeZone& zone, std::int64_t utc_day) {
    std::vector<base::Instant> starts;
    const std::int64_t first = utc_day * 1440;
    std::int64_t before = local_us(zone, first - 1);
    for (std::int64_t minute = first; minute < first + 1440; ++minute) {
        const std::int64_t shown = local_us(zone, minute);
        if (shown % (60 * us_per_minute) == 0 || shown != before + us_per_minute)
            starts.push_back({minute * us_per_minute});
        before = shown;
    }
    return starts;
}

/// The hours of a day of UTC; kept, since every question would walk through the same minutes.
const std::vector<base::Instant>& hours_of(const base::TimeZone& zone, std::int64_t utc_day) {
    static std::map<std::pair<std::string, std::int64_t>, std::vector<base::Instant>> known;
    const auto [place, is_new] = known.try_emplace({zone.name(), utc_day});
    if (is_new) place->second = find_hours(zone, utc_day);
    return place->second;
}

/// Monday is 1; 1970-01-01 was a Thursday.
std::int64_t weekday_of(base::LocalDate date) {
    // Weeks are added so that the days before are not negative.
    return (base::utc_midnight(date).us / base::us_per_day + 3 + 7'000) % 7 + 1;
}

bool begins(Bucket bucket, base::LocalDate date) {
    if (bucket == Bucket::week) return weekday_of(date) == 1;
    return bucket == Bucket::day || date.day == 1;
}

/// Takes the next start of a bucket; false when no further one is wanted.
bool add(std::vector<base::Instant>& starts, base::Instant start, base::Instant from,
         base::Instant to, std::size_t most) {
    if (start >= to) return false;
    if (start <= from) starts.clear();
    // A day that the zone has skipped begins when the next one does.
    if (starts.empty() || starts.back() != start) starts.push_back(start);
    return starts.size() < most;
}

}  // namespace

std::vector<base::Instant> bucket_starts(const base::TimeZone& zone, Bucket bucket,
                                         base::Instant from, base::Instant to, std::size_t most) {
    std::vector<base::Instant> starts;
    if (bucket == Bucket::hour) {
        for (std::int64_t day = from.us / base::us_per_day - 1;; ++day) {
            for (const base::Instant start : hours_of(zone, day)) {
                if (!add(starts, start, from, to, most)) return starts;
            }
        }
    }
    base::LocalDate date = zone.to_local({from.us - 40 * base::us_per_day}).date;
    for (;; date = base::next_day(date)) {
        if (begins(bucket, date) && !add(starts, zone.day_start(date), from, to, most))
            return starts;
    }
}

base::Instant bucket_of(const std::vector<base::Instant>& starts, base::Instant instant) {
    return *std::prev(std::upper_bound(starts.begin(), starts.end(), instant));
}

}  // namespace edgvoip::oracle

#include "edgvoip/query/interval.hpp"

#include "base/limits.hpp"

namespace edgvoip::query {
namespace {

enum class Bound { from, to };

base::Instant meaning_of(const base::ParsedTime& time, const base::TimeZone& zone, Bound bound) {
    if (!time.time_of_day_us) {
        return zone.day_start(bound == Bound::to ? base::next_day(time.date) : time.date);
    }
    if (time.offset_seconds) return base::instant_of(time);
    return zone.from_local(time.date, *time.time_of_day_us);
}

std::optional<base::Instant> read_bound(const char* name, const std::optional<std::string>& text,
                                        const base::TimeZone& zone, Bound bound,
                                        ParameterFaults& faults) {
    if (!text) return std::nullopt;
    const auto time = base::parse_iso8601(*text);
    if (!time) {
        faults.push_back({name, time.error().detail});
        return std::nullopt;
    }
    return meaning_of(*time, zone, bound);
}

}  // namespace

Interval read_interval(const std::optional<std::string>& from, const std::optional<std::string>& to,
                       const base::TimeZone& zone, base::Instant now, ParameterFaults& faults) {
    constexpr std::int64_t default_us = base::limits::interval_days_default * base::us_per_day;
    const std::size_t before = faults.size();
    const auto first = read_bound("from", from, zone, Bound::from, faults);
    const auto last = read_bound("to", to, zone, Bound::to, faults);
    if (faults.size() != before) return {};

    Interval interval;
    interval.to = last.value_or(now);
    interval.from = first.value_or(base::Instant{interval.to.us - default_us});
    if (interval.from >= interval.to) {
        faults.push_back({"from", to ? "is not before `to`" : "is not before now"});
        if (to) faults.push_back({"to", "is not after `from`"});
    }
    return interval;
}

}  // namespace edgvoip::query

#include "edgvoip/simulate/days.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace edgvoip::simulate {
namespace {

constexpr std::string_view zone_name = "Europe/Rome";
constexpr std::int64_t earliest_us = 365 * base::us_per_day;

base::LocalDate day_before(const base::TimeZone& zone, base::Instant instant) {
    const base::Instant noon = zone.from_local(zone.to_local(instant).date, base::us_per_day / 2);
    return zone.to_local({noon.us - base::us_per_day}).date;
}

}  // namespace

base::Result<base::TimeZone> pbx_zone() {
    return base::TimeZone::find(zone_name);
}

// A day's misses bring calls on the day after, so the day before counts, too.
Days::Days(const Chain& chain, const TenantRange& tenants, base::Instant from, base::Instant to,
           NumberForm numbers, const base::TimeZone& zone)
    : chain_(&chain),
      tenants_(tenants),
      from_(from),
      to_(to),
      zone_(zone),
      planner_(chain, zone, numbers),
      date_(day_before(zone, from)) {}

base::Result<Days> Days::begin(const Chain& chain, const TenantRange& tenants, base::Instant from,
                               base::Instant to, NumberForm numbers) {
    if (from > to) return base::invalid("the range ends before it begins");
    if (from.us < earliest_us) return base::invalid("the range begins before 1971");
    const auto zone = pbx_zone();
    if (!zone) return zone.error();
    return Days(chain, tenants, from, to, numbers, *zone);
}

std::vector<PlannedCall> Days::next() {
    for (std::size_t tenant = tenants_.first; tenant < tenants_.end; ++tenant) {
        for (std::size_t store = 0; store < chain_->tenants[tenant].stores.size(); ++store) {
            planner_.plan_day(tenant, store, date_, later_);
        }
    }
    date_ = base::next_day(date_);
    const base::Instant limit = zone_.day_start(date_);
    const auto rest =
        std::partition(later_.begin(), later_.end(),
                       [&limit](const PlannedCall& call) { return call.start < limit; });
    std::vector<PlannedCall> calls(std::make_move_iterator(later_.begin()),
                                   std::make_move_iterator(rest));
    later_.erase(later_.begin(), rest);
    std::erase_if(
        calls, [this](const PlannedCall& call) { return call.start < from_ || call.start >= to_; });
    std::sort(calls.begin(), calls.end(), [](const PlannedCall& a, const PlannedCall& b) {
        return std::tie(a.start, a.seed) < std::tie(b.start, b.seed);
    });
    return calls;
}

}  // namespace edgvoip::simulate

#include "edgvoip/simulate/plan.hpp"

#include "edgvoip/simulate/calendar.hpp"
#include "edgvoip/simulate/customers.hpp"

#include <algorithm>
#include <array>

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t us_per_hour = 3600 * base::us_per_second;
constexpr std::int64_t customers_per_shop = 400;
constexpr double answered_callback = 0.68;
constexpr double answered_always_open = 0.8;
constexpr std::uint64_t always_open_part = 0x6e69676874;  // no shop has this number

const Scenario& choose(std::span<const Scenario> from, bool has_queue, Random& random) {
    std::array<double, 32> weights{};
    for (std::size_t i = 0; i < from.size(); ++i) {
        weights.at(i) = from[i].needs_queue && !has_queue ? 0 : from[i].weight;
    }
    return from[random.weighted(std::span(weights).first(from.size()))];
}

}  // namespace

struct Planner::Day {
    const Tenant& tenant;
    const Store& shop;
    std::size_t tenant_position = 0;
    std::size_t store_position = 0;
    base::LocalDate date;
    unsigned iso_weekday = 1;
    std::uint64_t shop_seed = 0;
    Random random{0};

    PlannedCall call(base::Instant start) {
        return {.start = start,
                .seed = random.next(),
                .scenario = nullptr,
                .occasion = {},
                .tenant = tenant_position,
                .store = store_position};
    }
    std::size_t any_phone() {
        return static_cast<std::size_t>(
            random.below(static_cast<std::int64_t>(shop.extensions.size())));
    }
    Party any_customer() {
        return customer(shop_seed, random.skewed(0, customers_per_shop), shop.area);
    }
};

void Planner::plan_day(std::size_t tenant, std::size_t store, base::LocalDate date,
                       std::vector<PlannedCall>& into) const {
    const base::Instant midnight = base::utc_midnight(date);
    const std::uint64_t shop_seed = sub_seed(sub_seed(chain_.options.seed, tenant + 1), store + 1);
    const bool always_open = chain_.options.always_open;
    const std::uint64_t days_seed = always_open ? sub_seed(shop_seed, always_open_part) : shop_seed;
    Day day{.tenant = chain_.tenants[tenant],
            .shop = chain_.tenants[tenant].stores[store],
            .tenant_position = tenant,
            .store_position = store,
            .date = date,
            .iso_weekday = zone_.to_local(zone_.from_local(date, 12 * us_per_hour)).iso_weekday,
            .shop_seed = shop_seed,
            .random = Random(
                sub_seed(days_seed, static_cast<std::uint64_t>(midnight.us / base::us_per_day)))};
    const DayShape shape = always_open ? always_open_shape() : shape_of(date, day.iso_weekday);
    const double mean = chain_.options.calls_per_store_day * day.shop.weight * shape.volume *
                        (0.85 + 0.3 * day.random.unit());
    const auto whole = static_cast<std::int64_t>(mean);
    const std::int64_t count =
        whole + (day.random.chance(mean - static_cast<double>(whole)) ? 1 : 0);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto hour = static_cast<std::int64_t>(day.random.weighted(shape.by_hour));
        const std::int64_t time_of_day = hour * us_per_hour + day.random.below(us_per_hour);
        plan_call(day, zone_.from_local(date, time_of_day), into);
    }
    plan_clock_change(day, into);
}

void Planner::plan_call(Day& day, base::Instant start, std::vector<PlannedCall>& into) const {
    const double kind = day.random.unit();
    if (kind < 0.16) {
        into.push_back(plan_outbound(day, start, day.any_customer(), 0.64));
    } else if (kind < 0.3) {
        into.push_back(plan_internal(day, start));
    } else {
        Party caller = day.any_customer();
        const double hides = day.random.unit();
        if (hides < 0.05) {
            caller.anonymous = true;
            caller.name = "Anonymous";
            if (hides < 0.03) caller.e164.clear();
        }
        into.push_back(plan_inbound(day, start, caller));
        const PlannedCall planned = into.back();
        const auto missed = inbound_missed_scenarios();
        if (planned.scenario >= missed.data() && planned.scenario < missed.data() + missed.size() &&
            !caller.e164.empty()) {
            follow_up(day, planned, into);
        }
    }
}

PlannedCall Planner::plan_inbound(Day& day, base::Instant start, const Party& caller) const {
    PlannedCall call = day.call(start);
    const int hour = static_cast<int>(zone_.to_local(start).time_of_day_us / us_per_hour);
    const bool answered =
        day.random.chance(chain_.options.always_open ? answered_always_open
                                                     : answer_probability(hour, day.iso_weekday));
    const bool central = day.random.chance(0.1) && !day.tenant.central_did_e164.empty();
    call.scenario = &choose(answered ? inbound_answered_scenarios() : inbound_missed_scenarios(),
                            day.tenant.has_queue, day.random);
    Occasion& occasion = call.occasion;
    occasion.party = caller;
    if (!caller.anonymous) {
        occasion.party.as_sent = as_sent(caller.e164, numbers_, day.random);
    }
    occasion.did_e164 = central ? day.tenant.central_did_e164 : day.shop.did_e164;
    occasion.did_as_sent = as_sent(occasion.did_e164, numbers_, day.random);
    occasion.phone = day.any_phone();
    return call;
}

PlannedCall Planner::plan_outbound(Day& day, base::Instant start, const Party& callee,
                                   double answered) const {
    PlannedCall call = day.call(start);
    call.scenario = &choose(day.random.chance(answered) ? outbound_answered_scenarios()
                                                        : outbound_unanswered_scenarios(),
                            day.tenant.has_queue, day.random);
    call.occasion.party = callee;
    call.occasion.dialled = as_dialled(callee.e164, day.random);
    call.occasion.phone = day.any_phone();
    return call;
}

PlannedCall Planner::plan_internal(Day& day, base::Instant start) const {
    PlannedCall call = day.call(start);
    call.scenario = &choose(internal_scenarios(), day.tenant.has_queue, day.random);
    call.occasion.phone = day.any_phone();
    return call;
}

base::Instant Planner::callback_time(Day& day, base::Instant missed) const {
    if (const auto& after = chain_.options.callbacks_after) {
        return {missed.us + day.random.between(after->least_sec * base::us_per_second,
                                               after->most_sec * base::us_per_second)};
    }
    const base::Instant at{missed.us + day.random.skewed(3, 180) * 60 * base::us_per_second};
    const auto local = zone_.to_local(at);
    const auto hour = local.time_of_day_us / us_per_hour;
    if (hour >= 9 && hour < 20) return at;
    // Nobody is in the shop: the next morning.
    const base::LocalDate morning = hour < 9 ? local.date : base::next_day(local.date);
    const std::int64_t time_of_day =
        9 * us_per_hour + day.random.below(90 * 60 * base::us_per_second);
    return zone_.from_local(morning, time_of_day);
}

void Planner::follow_up(Day& day, const PlannedCall& missed, std::vector<PlannedCall>& into) const {
    Party party = missed.occasion.party;
    if (day.random.chance(0.35)) {
        const std::int64_t minutes = day.random.skewed(2, 40);
        into.push_back(plan_inbound(
            day,
            {missed.start.us + minutes * 60 * base::us_per_second + day.random.below(59'000'000)},
            party));
    }
    if (!day.random.chance(0.55)) return;
    const base::Instant at = callback_time(day, missed.start);
    const bool in_time = at < zone_.day_start(base::next_day(base::next_day(day.date)));
    if (in_time) into.push_back(plan_outbound(day, at, party, answered_callback));
}

void Planner::plan_clock_change(Day& day, std::vector<PlannedCall>& into) const {
    const auto change = clock_change(zone_, day.date);
    if (!change) return;
    // One call that begins before and ends after, one in the hour that follows.
    for (const std::int64_t from_change_sec :
         {-day.random.between(5, 40), day.random.between(60, 3000)}) {
        PlannedCall call = plan_inbound(day, {change->us + from_change_sec * base::us_per_second},
                                        day.any_customer());
        if (from_change_sec < 0) call.scenario = &inbound_answered_scenarios().front();
        into.push_back(std::move(call));
    }
}

Story play(const Chain& chain, const PlannedCall& call) {
    Scene scene(chain.tenants[call.tenant], call.store, call.seed, call.start, call.scenario->name);
    call.scenario->play(scene, call.occasion);
    return scene.finish();
}

ToldStory play_and_tell(const Chain& chain, const PlannedCall& call) {
    Chronicle chronicle;
    Scene scene(chain.tenants[call.tenant], call.store, call.seed, call.start, call.scenario->name,
                &chronicle);
    call.scenario->play(scene, call.occasion);
    ToldStory told{.story = scene.finish(), .moments = {}};
    told.moments = chronicle.finish(told.story);
    return told;
}

}  // namespace edgvoip::simulate

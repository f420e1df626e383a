#include "w3/api/callback_query.hpp"

#include "w3/api/callback_sight.hpp"
#include "w3/people/limits.hpp"

namespace w3::api {
namespace {

constexpr std::int64_t usual_days = 7;

std::optional<base::Instant> read_end(http::QueryParameters& parameters, std::string_view name,
                                      const base::TimeZone& zone, bool is_end) {
    const auto text = parameters.text(name);
    if (!text) return std::nullopt;
    const auto parsed = base::parse_iso8601(*text);
    if (!parsed) {
        parameters.reject(name, "is no day or instant: " + parsed.error().detail);
        return std::nullopt;
    }
    if (!parsed->time_of_day_us) {
        return zone.day_start(is_end ? base::next_day(parsed->date) : parsed->date);
    }
    if (parsed->offset_seconds) return base::instant_of(*parsed);
    return zone.from_local(parsed->date, *parsed->time_of_day_us);
}

}  // namespace

Period read_period(http::QueryParameters& parameters, const base::TimeZone& zone,
                   base::Instant now) {
    Period period;
    period.to = read_end(parameters, "to", zone, true).value_or(now);
    period.from = read_end(parameters, "from", zone, false)
                      .value_or(base::Instant{period.to.us - usual_days * base::us_per_day});
    if (period.from >= period.to) parameters.reject("from", "is not before to");
    return period;
}

Period read_period(http::QueryParameters& parameters, const Visitor& visitor, base::Instant now) {
    const auto zone = base::TimeZone::find(visitor.tenant->timezone);
    base::check(zone.has_value(), "the configuration has looked at the tenants' zones");
    return read_period(parameters, *zone, now);
}

store::Sight read_sight(http::QueryParameters& parameters, const Visitor& visitor) {
    const auto text = parameters.text("store_id");
    if (!text) return sight_of(visitor.person);
    const auto id = base::Uuid::parse(*text);
    if (!id) parameters.reject("store_id", "is not a UUID");
    if (!id || !sees(visitor.person, base::StoreId{*id})) return std::vector<base::StoreId>();
    return std::vector{base::StoreId{*id}};
}

std::int64_t read_limit(http::QueryParameters& parameters) {
    return parameters.integer("limit", 1, limits::callback_page_size_max)
        .value_or(limits::callback_page_size_default);
}

}  // namespace w3::api

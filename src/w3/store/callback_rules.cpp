#include "w3/store/callback_rules.hpp"

#include "w3/store/change.hpp"
#include "w3/store/parameter.hpp"
#include "w3/store/sql/statements.hpp"

#include <utility>

namespace w3::store {
namespace {

using callbacks::Rules;
using callbacks::Settings;
using callbacks::StoreRules;

constexpr std::int64_t days_per_week = 7;

base::Uuid key_of(const std::optional<base::StoreId>& store) {
    return store ? store->uuid : base::Uuid();
}

StoreRules& rules_at(Rules& rules, base::Uuid key) {
    return key == base::Uuid() ? rules.usual : rules.stores[{key}];
}

base::LocalDate date_of(std::int64_t day_us) {
    // UTC midnight, where no zone is asked.
    const std::string text = base::to_iso8601({day_us});
    return base::parse_iso8601(text.substr(0, text.find('T')))->date;
}

Settings settings_of(const sql::Row& row) {
    return {.sla_minutes = row.integer(0),
            .contact_min_sec = row.integer(1),
            .null_sec = row.integer(2),
            .attempts_max = row.integer(3),
            .attempts_gap_minutes = row.integer(4),
            .is_automatic = row.integer(5) != 0,
            .is_one_list = row.integer(6) != 0,
            .has_figures_of_people = row.integer(7) != 0};
}

StoreRules store_rules_of(const sql::Row& row) {
    StoreRules rules;
    rules.hours = {};
    rules.hours.rests_on_holidays = row.integer(1) != 0;
    if (!row.is_null(2)) {
        rules.hours.patron = callbacks::YearDay{static_cast<unsigned>(row.integer(2)),
                                                static_cast<unsigned>(row.integer(3))};
    }
    rules.sla_minutes = row.maybe_integer(4);
    if (!row.is_null(5)) rules.is_automatic = row.integer(5) != 0;
    return rules;
}

void take_range(callbacks::OpeningHours& hours, std::int64_t day,
                const callbacks::OpenRange& range) {
    if (day < days_per_week) {
        hours.week[static_cast<std::size_t>(day)].push_back(range);
        return;
    }
    callbacks::OpenRanges& ranges = hours.days[date_of(day)];
    if (range.from < range.to) ranges.push_back(range);
}

base::Result<void> keep_ranges(sql::Connection& connection, base::TenantId tenant, base::Uuid key,
                               std::int64_t day, const callbacks::OpenRanges& ranges) {
    for (const callbacks::OpenRange& range : ranges) {
        auto done =
            change(connection, statements::store_range_insert,
                   {tenant.uuid, key, day, std::int64_t{range.from}, std::int64_t{range.to}});
        if (!done) return done;
    }
    return {};
}

std::int64_t number_of(bool value) {
    return value ? 1 : 0;
}

}  // namespace

base::Result<Rules> callback_rules_of(sql::Connection& connection, base::TenantId tenant) {
    Rules rules;
    auto ran = connection.run(statements::callback_settings, {tenant.uuid},
                              [&](const sql::Row& row) { rules.settings = settings_of(row); });
    if (!ran) return ran.error();
    ran = connection.run(statements::store_rules, {tenant.uuid}, [&](const sql::Row& row) {
        rules_at(rules, row.uuid(0)) = store_rules_of(row);
    });
    if (!ran) return ran.error();
    ran = connection.run(statements::store_ranges, {tenant.uuid}, [&](const sql::Row& row) {
        take_range(rules_at(rules, row.uuid(0)).hours, row.integer(1),
                   {static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3))});
    });
    if (!ran) return ran.error();
    return rules;
}

base::Result<void> keep_callback_settings(sql::Connection& connection, base::TenantId tenant,
                                          const Settings& settings) {
    return change(
        connection, statements::callback_settings_put,
        {tenant.uuid, settings.sla_minutes, settings.contact_min_sec, settings.null_sec,
         settings.attempts_max, settings.attempts_gap_minutes, number_of(settings.is_automatic),
         number_of(settings.is_one_list), number_of(settings.has_figures_of_people)});
}

base::Result<void> keep_store_rules(sql::Connection& connection, base::TenantId tenant,
                                    const std::optional<base::StoreId>& store,
                                    const StoreRules& rules) {
    if (auto done = remove_store_rules(connection, tenant, store); !done) return done;
    const base::Uuid key = key_of(store);
    const callbacks::OpeningHours& hours = rules.hours;
    std::optional<std::int64_t> month, day, automatic;
    if (hours.patron) {
        month = hours.patron->month;
        day = hours.patron->day;
    }
    if (rules.is_automatic) automatic = number_of(*rules.is_automatic);
    auto done = change(connection, statements::store_rules_put,
                       {tenant.uuid, key, number_of(hours.rests_on_holidays), or_null(month),
                        or_null(day), or_null(rules.sla_minutes), or_null(automatic)});
    for (std::int64_t weekday = 0; done && weekday < days_per_week; ++weekday) {
        done = keep_ranges(connection, tenant, key, weekday,
                           hours.week[static_cast<std::size_t>(weekday)]);
    }
    for (const auto& [date, ranges] : hours.days) {
        if (!done) break;
        // A day that is closed needs a row, too.
        const callbacks::OpenRanges closed = {{0, 0}};
        done = keep_ranges(connection, tenant, key, base::utc_midnight(date).us,
                           ranges.empty() ? closed : ranges);
    }
    return done;
}

base::Result<void> remove_store_rules(sql::Connection& connection, base::TenantId tenant,
                                      const std::optional<base::StoreId>& store) {
    auto done = change(connection, statements::store_ranges_delete, {tenant.uuid, key_of(store)});
    if (!done) return done;
    return change(connection, statements::store_rules_delete, {tenant.uuid, key_of(store)});
}

}  // namespace w3::store

#pragma once

#include "base/ids.hpp"
#include "w3/callbacks/opening_hours.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace w3::callbacks {

/// How a tenant wants its callbacks. A change counts for calls that come from then on.
struct Settings {
    std::int64_t sla_minutes = 30;            ///< of open time, until the first attempt
    std::int64_t contact_min_sec = 20;        ///< of talk; less is no contact
    std::int64_t null_sec = 6;                ///< who gave up sooner does not wait for anybody
    std::int64_t attempts_max = 3;            ///< then it is proposed to give up
    std::int64_t attempts_gap_minutes = 120;  ///< of open time, between two attempts
    bool is_automatic = true;                 ///< tasks are made of missed calls, not only by hand
    bool is_one_list = false;  ///< one task a caller in the whole chain, not one a store
    bool has_figures_of_people = false;

    bool operator==(const Settings&) const = default;
};

/// What a store has of its own.
struct StoreRules {
    OpeningHours hours = usual_hours();
    std::optional<std::int64_t> sla_minutes = std::nullopt;  ///< nothing: the tenant's
    std::optional<bool> is_automatic = std::nullopt;         ///< nothing: as the tenant

    bool operator==(const StoreRules&) const = default;
};

/// All of a tenant's rules, as they are at one moment. A value.
struct Rules {
    Settings settings;
    StoreRules usual;  ///< of stores that have none of their own, and of calls without a store
    std::map<base::StoreId, StoreRules> stores;

    const StoreRules& of(const std::optional<base::StoreId>& store) const {
        if (!store) return usual;
        const auto own = stores.find(*store);
        return own == stores.end() ? usual : own->second;
    }
    bool is_automatic(const std::optional<base::StoreId>& store) const {
        return of(store).is_automatic.value_or(settings.is_automatic);
    }
    /// Until when somebody must have called back who was missed at `missed`.
    base::Instant due(const std::optional<base::StoreId>& store, const base::TimeZone& zone,
                      base::Instant missed) const {
        const StoreRules& rules = of(store);
        return after_open_minutes(rules.hours, zone, missed,
                                  rules.sla_minutes.value_or(settings.sla_minutes));
    }
};

}  // namespace w3::callbacks

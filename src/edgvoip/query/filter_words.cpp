#include "edgvoip/query/filter_words.hpp"

#include "edgvoip/query/interval.hpp"
#include "edgvoip/query/number_search.hpp"

namespace edgvoip::query {
namespace {

using call::CallFilter;

void read_direction(const FilterWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.direction) return;
    filter.direction = call::direction_of(*words.direction);
    if (!filter.direction) faults.push_back({"direction", "is not `in`, `out` or `internal`"});
}

void read_shown_number(const FilterWords& words, const directory::Tenant& tenant,
                       CallFilter& filter, ParameterFaults& faults) {
    if (!words.did_e164) return;
    filter.did_e164 = read_did(*words.did_e164, tenant);
    if (!filter.did_e164) faults.push_back({"did_e164", "is not a phone number"});
}

void read_ext(const FilterWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.ext) return;
    filter.ext = words.ext;
    if (words.ext->empty()) faults.push_back({"ext", "is empty"});
}

void read_store(const FilterWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.store_id) return;
    if (*words.store_id == "none") {
        filter.without_store = true;
        return;
    }
    if (const auto uuid = base::Uuid::parse(*words.store_id)) {
        filter.store = base::StoreId{*uuid};
    } else {
        faults.push_back({"store_id", "is not a UUID or `none`"});
    }
}

void read_missed_reason(const FilterWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.missed_reason) return;
    filter.missed_reason = call::missed_reason_of(*words.missed_reason);
    if (!filter.missed_reason) faults.push_back({"missed_reason", "is not a known reason"});
}

/// Lets only the visible digits of a number be compared; with none of them, no call is meant.
void hide_digits(CallFilter& filter, std::optional<std::string>& number) {
    if (!number) return;
    number = visible_digits(*number);
    if (number->empty()) filter.scope_stores.emplace();
}

}  // namespace

CallFilter read_filter(const FilterWords& words, const directory::Tenant& tenant,
                       const Sight& sight, base::Instant now, ParameterFaults& faults) {
    CallFilter filter;
    const Interval interval = read_interval(words.from, words.to, tenant.zone, now, faults);
    filter.from = interval.from;
    filter.to = interval.to;
    read_direction(words, filter, faults);
    read_shown_number(words, tenant, filter, faults);
    read_ext(words, filter, faults);
    read_store(words, filter, faults);
    read_missed_reason(words, filter, faults);
    filter.scope_stores = sight.stores;
    filter.scope_exts = sight.exts;
    filter.masked = sight.masked;
    if (sight.masked) hide_digits(filter, filter.did_e164);
    return filter;
}

void read_remote_number(const std::optional<std::string>& word, const directory::Tenant& tenant,
                        CallFilter& filter, ParameterFaults& faults) {
    if (!word) return;
    filter.number = read_number(*word, tenant.country);
    if (!filter.number) faults.push_back({"number", "is not a phone number"});
    if (filter.masked) hide_digits(filter, filter.number);
}

}  // namespace edgvoip::query

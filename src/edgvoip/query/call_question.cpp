#include "edgvoip/query/call_question.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/query/interval.hpp"
#include "edgvoip/query/number_search.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace edgvoip::query {
namespace {

namespace limits = base::limits;
using call::CallFilter;
using call::CallOrder;

constexpr std::array<std::pair<std::string_view, CallOrder>, 5> orders = {{
    {"-start_ts", CallOrder::newest_first},
    {"start_ts", CallOrder::oldest_first},
    {"-billsec", CallOrder::longest_first},
    {"billsec", CallOrder::shortest_first},
    {"mos", CallOrder::worst_mos_first},
}};

void show_nothing(CallFilter& filter) {
    filter.scope_stores.emplace();
}

void read_direction(const CallWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.direction) return;
    filter.direction = call::direction_of(*words.direction);
    if (!filter.direction) faults.push_back({"direction", "is not `in`, `out` or `internal`"});
}

void read_dispositions(const CallWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.disposition) return;
    std::string_view rest = *words.disposition;
    for (bool more = true; more;) {
        const std::size_t comma = rest.find(',');
        const auto disposition = call::disposition_of(rest.substr(0, comma));
        if (!disposition) {
            faults.push_back({"disposition",
                              "is not a comma list of `ANSWERED`, `NO_ANSWER`, `BUSY`, `FAILED`"});
            return;
        }
        auto& chosen = filter.dispositions;
        if (std::find(chosen.begin(), chosen.end(), *disposition) != chosen.end()) {
            faults.push_back({"disposition", "names one disposition twice"});
            return;
        }
        chosen.push_back(*disposition);
        more = comma != std::string_view::npos;
        if (more) rest.remove_prefix(comma + 1);
    }
}

void read_missed_reason(const CallWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.missed_reason) return;
    filter.missed_reason = call::missed_reason_of(*words.missed_reason);
    if (!filter.missed_reason) faults.push_back({"missed_reason", "is not a known reason"});
}

void read_store(const CallWords& words, CallFilter& filter, ParameterFaults& faults) {
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

void read_ext(const CallWords& words, CallFilter& filter, ParameterFaults& faults) {
    if (!words.ext) return;
    filter.ext = words.ext;
    if (words.ext->empty()) faults.push_back({"ext", "is empty"});
}

void read_numbers(const CallWords& words, const directory::Tenant& tenant, CallFilter& filter,
                  ParameterFaults& faults) {
    if (words.did_e164) {
        filter.did_e164 = read_did(*words.did_e164, tenant);
        if (!filter.did_e164) faults.push_back({"did_e164", "is not a phone number"});
    }
    if (words.number) {
        filter.number = read_number(*words.number, tenant.country);
        if (!filter.number) faults.push_back({"number", "is not a phone number"});
    }
}

/// Where numbers are masked only their visible digits may be compared.
void hide_digits(CallFilter& filter) {
    filter.masked = true;
    if (filter.number) {
        filter.number = visible_digits(*filter.number);
        if (filter.number->empty()) show_nothing(filter);
    }
    if (filter.did_e164) {
        filter.did_e164 = visible_digits(*filter.did_e164);
        if (filter.did_e164->empty()) show_nothing(filter);
    }
}

std::size_t characters_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) >> 6) != 2;
    }));
}

void read_search(const CallWords& words, const directory::Tenant& tenant, CallFilter& filter,
                 ParameterFaults& faults) {
    if (!words.q) return;
    std::string_view text = *words.q;
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    if (characters_of(text) < limits::search_text_bytes_min) {
        faults.push_back({"q", "has fewer than 2 characters"});
        return;
    }
    if (text.size() > limits::search_text_bytes_max) {
        faults.push_back(
            {"q", "is longer than " + std::to_string(limits::search_text_bytes_max) + " bytes"});
        return;
    }
    filter.number_prefixes = number_prefixes(*words.q, tenant.country);
    filter.name_part = base::fold_text(text);
    if (filter.name_part.empty()) faults.push_back({"q", "has nothing to search for"});
}

void read_order(const CallWords& words, CallOrder& order, ParameterFaults& faults) {
    if (!words.sort) return;
    for (const auto& [word, meaning] : orders) {
        if (word == *words.sort) {
            order = meaning;
            return;
        }
    }
    faults.push_back({"sort", "is not `-start_ts`, `start_ts`, `-billsec`, `billsec` or `mos`"});
}

}  // namespace

CallQuestion read_call_question(const CallWords& words, const directory::Tenant& tenant,
                                const Sight& sight, base::Instant now, ParameterFaults& faults) {
    CallQuestion question;
    CallFilter& filter = question.filter;
    const Interval interval = read_interval(words.from, words.to, tenant.zone, now, faults);
    filter.from = interval.from;
    filter.to = interval.to;
    read_direction(words, filter, faults);
    read_dispositions(words, filter, faults);
    read_numbers(words, tenant, filter, faults);
    read_ext(words, filter, faults);
    read_store(words, filter, faults);
    read_search(words, tenant, filter, faults);
    read_missed_reason(words, filter, faults);
    read_order(words, question.order, faults);
    filter.min_billsec = words.min_billsec;
    filter.max_billsec = words.max_billsec;
    filter.min_ring_sec = words.min_ring_sec;
    filter.max_ring_sec = words.max_ring_sec;
    filter.max_mos_centi = words.max_mos_centi;
    filter.has_mos = words.has_mos;
    filter.has_recording = words.has_recording;
    filter.scope_stores = sight.stores;
    filter.scope_exts = sight.exts;
    if (sight.masked) hide_digits(filter);
    question.page = words.page;
    question.to_given = words.to.has_value();
    return question;
}

}  // namespace edgvoip::query

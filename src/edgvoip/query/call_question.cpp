#include "edgvoip/query/call_question.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
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
    question.filter = read_filter(words, tenant, sight, now, faults);
    CallFilter& filter = question.filter;
    read_dispositions(words, filter, faults);
    read_remote_number(words.number, tenant, filter, faults);
    read_search(words, tenant, filter, faults);
    read_order(words, question.order, faults);
    filter.min_billsec = words.min_billsec;
    filter.max_billsec = words.max_billsec;
    filter.min_ring_sec = words.min_ring_sec;
    filter.max_ring_sec = words.max_ring_sec;
    filter.max_mos_centi = words.max_mos_centi;
    filter.has_mos = words.has_mos;
    filter.has_recording = words.has_recording;
    question.page = words.page;
    question.to_given = words.to.has_value();
    return question;
}

}  // namespace edgvoip::query

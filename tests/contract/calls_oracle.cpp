#include "calls_oracle.hpp"

#include "base/folded_text.hpp"
#include "base/phone_number.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>

namespace edgvoip::store {
namespace {

template <class Value, class List>
bool contains(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// What an answer shows of a number, without the stars behind it.
std::string shown(const std::string& number, bool masked) {
    if (!masked) return number;
    std::string visible = base::mask_number(number);
    visible.resize(visible.size() - 3);
    return visible;
}

bool number_matches(const std::string& number, const std::optional<std::string>& wanted,
                    bool masked) {
    if (!wanted) return true;
    return !number.empty() && shown(number, masked) == *wanted;
}

bool found_by_search(const call::Call& call, const call::CallFilter& filter) {
    if (filter.number_prefixes.empty() && filter.name_part.empty()) return true;
    if (!filter.name_part.empty() &&
        base::fold_text(call.from_name).find(filter.name_part) != std::string::npos) {
        return true;
    }
    if (call.remote_number.empty()) return false;
    const std::string visible = shown(call.remote_number, filter.masked);
    return std::any_of(filter.number_prefixes.begin(), filter.number_prefixes.end(),
                       [&visible](const std::string& one) { return visible.starts_with(one); });
}

bool in_scope(const call::Call& call, const call::CallFilter& filter) {
    if (filter.scope_stores && !(call.store && contains(*filter.scope_stores, *call.store))) {
        return false;
    }
    return !filter.scope_exts ||
           (!call.ext_number.empty() && contains(*filter.scope_exts, call.ext_number));
}

bool seconds_match(const call::Call& call, const call::CallFilter& filter) {
    constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();
    return call.billsec >= filter.min_billsec.value_or(0) &&
           call.billsec <= filter.max_billsec.value_or(endless) &&
           call.ring_sec >= filter.min_ring_sec.value_or(0) &&
           call.ring_sec <= filter.max_ring_sec.value_or(endless);
}

bool quality_matches(const call::Call& call, const call::CallFilter& filter) {
    const auto& mos = call.quality.mos_centi;
    if (filter.max_mos_centi && !(mos && *mos <= *filter.max_mos_centi)) return false;
    return !filter.has_mos || *filter.has_mos == mos.has_value();
}

bool matches(const call::Call& call, const call::CallFilter& filter) {
    return call.start >= filter.from && call.start < filter.to &&
           (!filter.direction || call.direction == *filter.direction) &&
           (filter.dispositions.empty() || contains(filter.dispositions, call.disposition)) &&
           (!filter.ext || call.ext_number == *filter.ext) &&
           (!filter.store || call.store == filter.store) &&
           (!filter.without_store || !call.store) && seconds_match(call, filter) &&
           quality_matches(call, filter) &&
           (!filter.has_recording || call.recorded == *filter.has_recording) &&
           (!filter.missed_reason || call.missed_reason == filter.missed_reason) &&
           number_matches(call.did_e164, filter.did_e164, filter.masked) &&
           number_matches(call.remote_number, filter.number, filter.masked) &&
           found_by_search(call, filter) && in_scope(call, filter);
}

bool comes_before(const call::Call& a, const call::Call& b, call::CallOrder order) {
    constexpr std::int32_t unmeasured = 1000;
    switch (order) {
        case call::CallOrder::newest_first:
            return std::tie(a.start, a.id.text) > std::tie(b.start, b.id.text);
        case call::CallOrder::oldest_first:
            return std::tie(a.start, a.id.text) < std::tie(b.start, b.id.text);
        case call::CallOrder::longest_first:
            return std::tie(a.billsec, a.id.text) > std::tie(b.billsec, b.id.text);
        case call::CallOrder::shortest_first:
            return std::tie(a.billsec, a.id.text) < std::tie(b.billsec, b.id.text);
        case call::CallOrder::worst_mos_first:
            return std::make_tuple(a.quality.mos_centi.value_or(unmeasured), a.id.text) <
                   std::make_tuple(b.quality.mos_centi.value_or(unmeasured), b.id.text);
    }
    return false;
}

}  // namespace

std::vector<call::Call> answer_of(const std::vector<call::Call>& calls,
                                  const call::CallFilter& filter, call::CallOrder order) {
    std::vector<call::Call> answer;
    std::copy_if(calls.begin(), calls.end(), std::back_inserter(answer),
                 [&filter](const call::Call& call) { return matches(call, filter); });
    std::sort(answer.begin(), answer.end(), [order](const call::Call& a, const call::Call& b) {
        return comes_before(a, b, order);
    });
    return answer;
}

}  // namespace edgvoip::store

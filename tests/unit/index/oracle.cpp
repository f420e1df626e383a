#include "oracle.hpp"

#include "base/phone_number.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace edgvoip::index {
namespace {

template <class List, class Value>
bool has(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// A number as an answer shows it, without the stars behind it.
std::string shown(const std::string& number, bool masked) {
    if (!masked) return number;
    std::string text = base::mask_number(number);
    return text.substr(0, text.find('*'));
}

bool equals(const std::string& number, const std::optional<std::string>& wanted, bool masked) {
    if (!wanted) return true;
    return !number.empty() && shown(number, masked) == *wanted;
}

bool is_found(const Entry& call, const call::CallFilter& filter) {
    if (filter.name_part.empty() && filter.number_prefixes.empty()) return true;
    if (!filter.name_part.empty() && call.name_folded.find(filter.name_part) != std::string::npos) {
        return true;
    }
    const std::string number = shown(call.remote_number, filter.masked);
    for (const std::string& start : filter.number_prefixes) {
        if (!number.empty() && number.substr(0, start.size()) == start) return true;
    }
    return false;
}

bool is_in_scope(const Entry& call, const call::CallFilter& filter) {
    if (filter.scope_stores && (!call.store || !has(*filter.scope_stores, *call.store))) {
        return false;
    }
    if (filter.scope_exts &&
        (call.ext_number.empty() || !has(*filter.scope_exts, call.ext_number))) {
        return false;
    }
    return true;
}

bool is_between(std::int64_t value, std::optional<std::int64_t> least,
                std::optional<std::int64_t> most) {
    return (!least || value >= *least) && (!most || value <= *most);
}

bool is_meant(const Entry& call, const call::CallFilter& filter) {
    if (call.start < filter.from || call.start >= filter.to) return false;
    if (filter.direction && call.direction != *filter.direction) return false;
    if (!filter.dispositions.empty() && !has(filter.dispositions, call.disposition)) return false;
    if (filter.ext && (call.ext_number.empty() || call.ext_number != *filter.ext)) return false;
    if (filter.store && call.store != filter.store) return false;
    if (filter.without_store && call.store) return false;
    if (!is_between(call.billsec, filter.min_billsec, filter.max_billsec)) return false;
    if (!is_between(call.ring_sec, filter.min_ring_sec, filter.max_ring_sec)) return false;
    if (filter.max_mos_centi && !(call.mos_centi && *call.mos_centi <= *filter.max_mos_centi)) {
        return false;
    }
    if (filter.has_mos && *filter.has_mos != call.mos_centi.has_value()) return false;
    if (filter.has_recording && *filter.has_recording != call.recorded) return false;
    if (filter.missed_reason && call.missed_reason != filter.missed_reason) return false;
    return equals(call.did_e164, filter.did_e164, filter.masked) &&
           equals(call.remote_number, filter.number, filter.masked) && is_found(call, filter) &&
           is_in_scope(call, filter);
}

std::int64_t sort_key(const Entry& call, call::CallOrder order) {
    switch (order) {
        case call::CallOrder::newest_first:
        case call::CallOrder::oldest_first:
            return call.start.us;
        case call::CallOrder::longest_first:
        case call::CallOrder::shortest_first:
            return call.billsec;
        case call::CallOrder::worst_mos_first:
            return call.mos_centi ? std::int64_t{*call.mos_centi} : unmeasured_mos;
    }
    return 0;
}

}  // namespace

void Oracle::apply(const Change& change) {
    if (change.entry) {
        calls_[change.id.text] = *change.entry;
        return;
    }
    const auto found = calls_.find(change.id.text);
    if (found == calls_.end()) return;
    if (change.removed_start && found->second.start != *change.removed_start) return;
    calls_.erase(found);
}

std::vector<ListedCall> Oracle::list(const call::CallFilter& filter, call::CallOrder order) const {
    std::vector<ListedCall> found;
    for (const auto& [id, call] : calls_) {
        if (!is_meant(call, filter)) continue;
        found.push_back({.start = call.start, .place = {sort_key(call, order), call.id}});
    }
    const bool is_descending =
        order == call::CallOrder::newest_first || order == call::CallOrder::longest_first;
    std::sort(found.begin(), found.end(),
              [is_descending](const ListedCall& a, const ListedCall& b) {
                  const auto left = std::tie(a.place.key, a.place.id.text);
                  const auto right = std::tie(b.place.key, b.place.id.text);
                  return is_descending ? right < left : left < right;
              });
    return found;
}

std::vector<Entry> Oracle::meant(const call::CallFilter& filter) const {
    std::vector<Entry> found = sorted();
    std::erase_if(found, [&filter](const Entry& call) { return !is_meant(call, filter); });
    return found;
}

std::vector<Entry> Oracle::sorted() const {
    std::vector<Entry> all;
    for (const auto& [id, call] : calls_)
        all.push_back(call);
    std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.start, a.id.text) < std::tie(b.start, b.id.text);
    });
    return all;
}

}  // namespace edgvoip::index

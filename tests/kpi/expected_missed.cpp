#include "base/phone_number.hpp"
#include "expected.hpp"
#include "instant_text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

std::string status_of(const MissState& state) {
    if (!state.is_reachable) return "unreachable";
    return state.is_due() ? "due" : "returned";
}

bool is_listed(const MissState& state, Status wanted) {
    switch (wanted) {
        case Status::all:
            return true;
        case Status::due:
            return state.is_due();
        case Status::returned:
            return state.contact != nullptr;
        case Status::unreachable:
            return !state.is_reachable;
    }
    return false;
}

/// As the call list shows it: whole when it is the tenant's own.
std::string shown_number(const std::string& number, const Asker& asker) {
    if (!asker.masked || asker.tenant->extension(number) != nullptr ||
        asker.tenant->did(number) != nullptr) {
        return number;
    }
    return base::mask_number(number);
}

/// How often that caller was missed, first and last.
void put_attempts(json::object& item, const call::Call& missed, const MissState& state,
                  const Calls& misses) {
    std::int64_t attempts = 0;
    base::Instant first = missed.start;
    base::Instant last = missed.start;
    for (const call::Call* other : misses) {
        const bool is_same_caller =
            other == &missed ||
            (state.is_reachable && other->remote_number == missed.remote_number);
        if (!is_same_caller) continue;
        ++attempts;
        first = std::min(first, other->start);
        last = std::max(last, other->start);
    }
    item["attempts"] = attempts;
    item["first_missed_ts"] = shown_instant(first);
    item["last_missed_ts"] = shown_instant(last);
}

void put_state(json::object& item, const MissState& state, const Asker& asker) {
    item["callback_status"] = status_of(state);
    item["callback_attempts"] = state.attempts;
    item["returned_ts"] = nullptr;
    item["returned_by"] = nullptr;
    item["returned_call_id"] = nullptr;
    if (state.contact == nullptr) return;
    item["returned_ts"] = shown_instant(state.contact->start);
    if (!asker.sees(*state.contact)) return;
    item["returned_by"] = text_or_null(state.contact->ext_number);
    item["returned_call_id"] = state.contact->id.text;
}

json::object item_of(const call::Call& missed, const MissState& state, const Calls& misses,
                     const Asker& asker) {
    json::object item;
    item["call_id"] = missed.id.text;
    item["from_uri"] = text_or_null(shown_number(missed.from_uri, asker));
    item["from_name"] = text_or_null(missed.from_name);
    item["did_e164"] = text_or_null(missed.did_e164);
    item["store_id"] = id_or_null(missed.store);
    item["ext_number"] = text_or_null(missed.ext_number);
    item["start_ts"] = shown_instant(missed.start);
    item["ring_sec"] = missed.ring_sec;
    item["disposition"] = std::string(call::to_string(missed.disposition));
    item["missed_reason"] = std::string(call::to_string(*missed.missed_reason));
    put_attempts(item, missed, state, misses);
    put_state(item, state, asker);
    return item;
}

}  // namespace

Expected expected_missed(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    Calls misses;
    for (const call::Call* call : chosen(records.calls(), question.choice, asker)) {
        if (is_missed(*call)) misses.push_back(call);
    }
    json::array items;
    for (const call::Call* missed : question.only_unique ? records.latest_misses(misses) : misses) {
        const MissState& state = records.state_of(*missed);
        if (is_listed(state, question.status))
            items.push_back(item_of(*missed, state, misses, asker));
    }
    put_page(expected.body, items, question);
    return expected;
}

}  // namespace edgvoip::oracle

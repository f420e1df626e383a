#include "records.hpp"

#include <set>
#include <string>
#include <utility>

namespace edgvoip::oracle {
namespace {

bool is_before(const call::Call& a, const call::Call& b) {
    return a.start != b.start ? a.start < b.start : a.id.text < b.id.text;
}

}  // namespace

Records::Records(const directory::Tenant& tenant, std::vector<call::Call> calls)
    : tenant_(tenant), calls_(std::move(calls)) {
    std::map<std::string, Calls> by_number;
    for (const call::Call& call : calls_)
        by_number[call.remote_number].push_back(&call);
    for (const call::Call& call : calls_) {
        if (is_missed(call)) states_[&call] = find_state(call, by_number[call.remote_number]);
    }
}

MissState Records::find_state(const call::Call& missed, const Calls& of_number) const {
    MissState state;
    state.is_reachable = missed.remote_number.starts_with('+');
    if (!state.is_reachable) return state;
    for (const call::Call* call : of_number) {
        if (call->start <= missed.start) continue;
        if (call->direction == call::Direction::out) ++state.attempts;
        if (call->disposition != call::Disposition::answered) continue;
        if (call->billsec < tenant_.settings.contact_min_sec) continue;
        if (state.contact == nullptr || is_before(*call, *state.contact)) state.contact = call;
    }
    return state;
}

Calls Records::latest_misses(const Calls& calls) const {
    Calls latest;
    std::set<std::string> callers;
    for (const call::Call* call : calls) {
        if (!is_missed(*call)) continue;
        if (!state_of(*call).is_reachable || callers.insert(call->remote_number).second)
            latest.push_back(call);
    }
    return latest;
}

}  // namespace edgvoip::oracle

#include "waiting_model.hpp"

#include <algorithm>
#include <tuple>

namespace w3 {

base::Uuid WaitingModel::scope_of(const callbacks::Call& call) const {
    return call.store_id && !is_one_list_ ? call.store_id->uuid : base::Uuid();
}

std::map<Caller, Waiting> WaitingModel::waiting() const {
    std::set<Caller> callers;
    for (const auto& [id, meant] : calls_)
        callers.insert({meant.call.number, scope_of(meant.call)});
    for (const Opening& opening : openings_)
        callers.insert(opening.caller);
    std::map<Caller, Waiting> all;
    for (const Caller& caller : callers) {
        if (const auto waiting = waiting_of(caller)) all.emplace(caller, *waiting);
    }
    return all;
}

std::optional<Waiting> WaitingModel::waiting_of(const Caller& caller) const {
    const auto misses = misses_that_wait(caller);
    const auto openings = openings_that_wait(caller);
    const auto first = std::find_if(misses.begin(), misses.end(), [](const MeantCall* miss) {
        return miss->meaning == Meaning::waits;
    });
    if (first == misses.end() && openings.empty()) return std::nullopt;
    Waiting waiting;
    // Where a person makes the task, calls that make none are its calls, too.
    const bool is_made_by_call =
        first != misses.end() && (openings.empty() || (*first)->call.start <= openings.front().at);
    for (auto miss = is_made_by_call ? first : misses.begin(); miss != misses.end(); ++miss)
        waiting.misses.insert((*miss)->call.call_id);
    for (const Opening& opening : openings)
        waiting.made.emplace(opening.task, opening.call_id);
    return waiting;
}

bool WaitingModel::is_over(const Caller& caller, base::Instant since) const {
    const bool was_spoken_to = std::any_of(calls_.begin(), calls_.end(), [&](const auto& entry) {
        const MeantCall& meant = entry.second;
        return meant.meaning == Meaning::contact && meant.call.number == caller.number &&
               meant.call.start > since && !voided_.contains({caller, entry.first});
    });
    if (was_spoken_to) return true;
    return std::any_of(closings_.begin(), closings_.end(), [&](const Closing& closing) {
        return closing.caller == caller && closing.at >= since;
    });
}

std::vector<const MeantCall*> WaitingModel::misses_that_wait(const Caller& caller) const {
    std::vector<const MeantCall*> misses;
    for (const auto& [id, meant] : calls_) {
        if (meant.meaning == Meaning::contact || meant.meaning == Meaning::nothing) continue;
        if (meant.call.number.empty() || meant.call.number != caller.number) continue;
        if (scope_of(meant.call) != caller.scope || is_over(caller, meant.call.start)) continue;
        misses.push_back(&meant);
    }
    std::sort(misses.begin(), misses.end(), [](const MeantCall* left, const MeantCall* right) {
        return std::tie(left->call.start, left->call.call_id) <
               std::tie(right->call.start, right->call.call_id);
    });
    return misses;
}

std::vector<WaitingModel::Opening> WaitingModel::openings_that_wait(const Caller& caller) const {
    std::vector<Opening> openings;
    std::copy_if(openings_.begin(), openings_.end(), std::back_inserter(openings),
                 [&](const Opening& opening) {
                     return opening.caller == caller && !is_over(caller, opening.at);
                 });
    return openings;
}

}  // namespace w3

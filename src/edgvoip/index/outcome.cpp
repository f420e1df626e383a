#include "edgvoip/index/outcome.hpp"

#include "base/error.hpp"

#include <string_view>
#include <unordered_map>

namespace edgvoip::index {
namespace {

void add(const Change& change, Outcome& outcome) {
    if (change.entry) {
        base::check(change.entry->id == change.id, "a change is of the call that it names");
        outcome.after = &*change.entry;
        outcome.is_there = true;
        outcome.start_us = change.entry->start.us;
    } else if (!change.removed_start || change.removed_start->us == outcome.start_us) {
        outcome.after = nullptr;
        outcome.is_there = false;
    }
}

}  // namespace

std::vector<Outcome> outcomes_of(const TenantIndex& before, std::span<const Change> changes) {
    std::unordered_map<std::string_view, std::size_t> places;
    std::vector<Outcome> outcomes;
    outcomes.reserve(changes.size());
    for (const Change& change : changes) {
        const auto [place, is_first] = places.try_emplace(change.id.text, outcomes.size());
        if (is_first) {
            Outcome& outcome = outcomes.emplace_back();
            outcome.before = before.find_row(change.id.text);
            outcome.is_there = outcome.before.has_value();
            if (outcome.before) outcome.start_us = outcome.key_before().start_us;
        }
        add(change, outcomes[place->second]);
    }
    return outcomes;
}

}  // namespace edgvoip::index

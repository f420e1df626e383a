#include "w3/callbacks/task.hpp"

#include "w3/people/limits.hpp"

#include <algorithm>
#include <array>

namespace w3::callbacks {
namespace {

constexpr std::array<std::string_view, 8> outcomes = {
    "recontacted",    "customer_called", "no_answer", "wrong_number",
    "not_interested", "do_not_call",     "duplicate", "lead"};

}  // namespace

std::string_view to_string(Outcome outcome) {
    return outcomes[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> outcome_of(std::string_view name) {
    const auto found = std::find(outcomes.begin(), outcomes.end(), name);
    if (found == outcomes.end()) return std::nullopt;
    return static_cast<Outcome>(found - outcomes.begin());
}

std::optional<people::PersonId> holder(const Task& task, base::Instant now) {
    if (task.lease_until && *task.lease_until <= now) return std::nullopt;
    return task.owner;
}

bool is_overdue(const Task& task, base::Instant now) {
    return !task.closed && !task.first_attempt && task.due < now;
}

bool can_be_undone(const Task& task, base::Instant now) {
    constexpr std::int64_t undo_us = limits::callback_undo_seconds * base::us_per_second;
    return task.closed && !task.closing_call_id.empty() && now.us - task.closed->us <= undo_us;
}

}  // namespace w3::callbacks

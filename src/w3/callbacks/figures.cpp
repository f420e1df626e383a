#include "w3/callbacks/figures.hpp"

#include <algorithm>

namespace w3::callbacks {
namespace {

bool was_spoken_to(Outcome outcome) {
    switch (outcome) {
        case Outcome::recontacted:
        case Outcome::customer_called:
        case Outcome::not_interested:
        case Outcome::lead:
            return true;
        case Outcome::no_answer:
        case Outcome::wrong_number:
        case Outcome::do_not_call:
        case Outcome::duplicate:
            return false;
    }
    throw base::Bug("every outcome is looked at");
}

/// When somebody first did something about it: tried, or spoke with who called again.
std::optional<base::Instant> first_reaction(const Worked& task) {
    const bool has_called = task.outcome == Outcome::customer_called;
    if (!has_called) return task.first_attempt;
    return task.first_attempt ? std::min(*task.first_attempt, *task.closed) : task.closed;
}

}  // namespace

void count(Figures& figures, const Worked& task, base::Instant now) {
    if (task.outcome == Outcome::duplicate) return;
    ++figures.made;
    if (task.closed) ++figures.closed;
    if (task.outcome && was_spoken_to(*task.outcome)) ++figures.called_back;
    const auto reaction = first_reaction(task);
    if (reaction || task.due < now) ++figures.sla_known;
    if (reaction && *reaction <= task.due) ++figures.within_sla;
    if (task.first_attempt) {
        figures.first_attempt_sec.push_back(base::whole_seconds(task.begun, *task.first_attempt));
    }
}

std::optional<std::int64_t> percentile(std::vector<std::int64_t> values, int percent) {
    constexpr std::size_t hundred = 100;
    if (values.empty()) return std::nullopt;
    const std::size_t rank =
        (values.size() * static_cast<std::size_t>(percent) + hundred - 1) / hundred;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace w3::callbacks

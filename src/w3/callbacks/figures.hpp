#pragma once

#include "w3/callbacks/task.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace w3::callbacks {

/// What figures need to know of a task.
struct Worked {
    base::Instant begun;
    base::Instant due;
    std::optional<base::Instant> first_attempt;
    std::optional<base::Instant> closed;
    std::optional<Outcome> outcome;
};

/// Figures of the work on tasks that began in some time; those that ended as a duplicate are in
/// none. Rates are exact fractions, durations whole seconds.
struct Figures {
    std::int64_t made = 0;
    std::int64_t closed = 0;
    std::int64_t called_back = 0;  ///< ended with somebody spoken to; of `made`
    std::int64_t within_sla = 0;   ///< tried, or heard from, until due; of `sla_known`
    std::int64_t sla_known = 0;    ///< those, and those that were due before now
    std::vector<std::int64_t> first_attempt_sec;  ///< from the first miss on, of those tried

    std::int64_t open_now = 0;     ///< whenever they began
    std::int64_t overdue_now = 0;  ///< the same
};

void count(Figures& figures, const Worked& task, base::Instant now);

/// The value below which so many percent are, by nearest rank; nothing: there are none.
std::optional<std::int64_t> percentile(std::vector<std::int64_t> values, int percent);

}  // namespace w3::callbacks

#pragma once

#include "w3/callbacks/task.hpp"

#include <optional>
#include <variant>

namespace w3::callbacks {

/// Who does something to a task.
struct Actor {
    people::PersonId id;
    bool leads = false;  ///< may take from, and give to, others: everybody but agents
};

/// Why something cannot be done.
enum class Objection {
    closed,         ///< it is over
    open,           ///< it is not
    held,           ///< somebody else is at it
    not_permitted,  ///< for those who lead
};

using Moved = std::variant<Task, Objection>;

// Each gives the task after the move, with its version as before.

/// Takes it for `limits::callback_lease_seconds`; who has it already gets the time anew.
Moved claimed(Task task, const Actor& actor, base::Instant now);
/// Gives it up.
Moved released(Task task, const Actor& actor, base::Instant now);
/// Gives it to somebody, until they give it up; nobody: takes it away. For those who lead.
Moved assigned(Task task, const Actor& actor, std::optional<people::PersonId> owner);
/// Plans the next attempt, and takes it until then.
Moved planned(Task task, const Actor& actor, base::Instant now, base::Instant at);
/// Notes an attempt that no call tells of.
Moved tried(Task task, const Actor& actor, base::Instant now);
Moved closed(Task task, const Actor& actor, base::Instant now, Outcome outcome);

}  // namespace w3::callbacks

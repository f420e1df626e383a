#include "w3/callbacks/workflow.hpp"

#include "w3/people/limits.hpp"

namespace w3::callbacks {
namespace {

std::optional<Objection> objection(const Task& task, const Actor& actor, base::Instant now) {
    if (task.closed) return Objection::closed;
    const auto has_it = holder(task, now);
    if (has_it && *has_it != actor.id && !actor.leads) return Objection::held;
    return std::nullopt;
}

/// Who does something to a task that nobody has, has it.
void take_if_free(Task& task, const Actor& actor, base::Instant now) {
    if (holder(task, now)) return;
    task.owner = actor.id;
}

}  // namespace

Moved claimed(Task task, const Actor& actor, base::Instant now) {
    if (task.closed) return Objection::closed;
    const auto has_it = holder(task, now);
    // Also for those who lead: they assign it to themselves, which says what they do.
    if (has_it && *has_it != actor.id) return Objection::held;
    task.owner = actor.id;
    task.lease_until = {now.us + limits::callback_lease_seconds * base::us_per_second};
    return task;
}

Moved released(Task task, const Actor& actor, base::Instant now) {
    if (const auto why = objection(task, actor, now)) return *why;
    task.owner.reset();
    task.lease_until.reset();
    return task;
}

Moved assigned(Task task, const Actor& actor, std::optional<people::PersonId> owner) {
    if (!actor.leads) return Objection::not_permitted;
    if (task.closed) return Objection::closed;
    task.owner = owner;
    task.lease_until.reset();
    return task;
}

Moved planned(Task task, const Actor& actor, base::Instant now, base::Instant at) {
    if (const auto why = objection(task, actor, now)) return *why;
    take_if_free(task, actor, now);
    task.lease_until.reset();
    task.next_attempt = at;
    return task;
}

Moved tried(Task task, const Actor& actor, base::Instant now) {
    if (const auto why = objection(task, actor, now)) return *why;
    take_if_free(task, actor, now);
    task.lease_until.reset();
    task.next_attempt.reset();
    ++task.attempts;
    if (!task.first_attempt) task.first_attempt = now;
    task.last_attempt = now;
    return task;
}

Moved closed(Task task, const Actor& actor, base::Instant now, Outcome outcome) {
    if (const auto why = objection(task, actor, now)) return *why;
    task.closed = now;
    task.closed_by = actor.id;
    task.outcome = outcome;
    task.lease_until.reset();
    task.next_attempt.reset();
    return task;
}

}  // namespace w3::callbacks

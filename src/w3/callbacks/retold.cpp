#include "w3/callbacks/retold.hpp"

#include <algorithm>
#include <utility>

namespace w3::callbacks {
namespace {

void tell_misses(Task& task, const Episode& episode, const DueOf& due_of) {
    task.misses =
        static_cast<std::int64_t>(episode.misses.size()) + (is_about_more(task, episode) ? 1 : 0);
    if (episode.misses.empty()) return;
    const Call& first = episode.misses.front()->call;
    const Call& last = episode.misses.back()->call;
    task.store_id = last.store_id;
    task.did = last.did;
    task.missed_reason = last.missed_reason;
    task.last_missed = last.start;
    for (const KnownCall* miss : episode.misses) {
        if (!miss->call.name.empty()) task.name = miss->call.name;
    }
    if (first.call_id == task.first_call_id && first.start == task.begun) return;
    // Who made it said from when somebody waits.
    if (task.opened_by && first.start >= task.begun) return;
    // Only another first miss moves it: a calendar that changes is followed elsewhere.
    if (!task.is_due_chosen) task.due = due_of(first.store_id, first.start);
    task.begun = first.start;
    // What they made it for it stays about.
    if (!task.opened_by) task.first_call_id = first.call_id;
}

void tell_attempts(Task& task, const Episode& episode, const std::vector<base::Instant>& told) {
    std::vector<base::Instant> attempts = told;
    for (const KnownCall* attempt : episode.attempts)
        attempts.push_back(attempt->call.start);
    std::sort(attempts.begin(), attempts.end());
    const auto before = task.attempts;
    task.attempts = static_cast<std::int64_t>(attempts.size());
    const bool is_ours = episode.contact != nullptr && episode.contact->call.direction == "out";
    if (is_ours) attempts.push_back(episode.contact->call.start);
    task.first_attempt.reset();
    task.last_attempt.reset();
    if (attempts.empty()) return;
    const auto [least, most] = std::minmax_element(attempts.begin(), attempts.end());
    task.first_attempt = *least;
    task.last_attempt = *most;
    if (task.attempts <= before) return;
    // Who has it has begun.
    task.lease_until.reset();
    // The record of a call comes after its end, when the next attempt may be planned already.
    if (task.next_attempt && *task.last_attempt >= *task.next_attempt) task.next_attempt.reset();
}

void close_by(Task& task, const Call& contact) {
    task.closed = contact.start;
    task.outcome = contact.direction == "out" ? Outcome::recontacted : Outcome::customer_called;
    task.closing_call_id = contact.call_id;
    task.lease_until.reset();
    task.next_attempt.reset();
}

void open_again(Task& task) {
    task.closed.reset();
    task.outcome.reset();
    task.closing_call_id.clear();
}

}  // namespace

bool is_about_more(const Task& task, const Episode& episode) {
    if (!task.opened_by || task.first_call_id.empty()) return false;
    const auto is_it = [&task](const KnownCall* known) {
        return known != nullptr && known->call.call_id == task.first_call_id;
    };
    return std::none_of(episode.misses.begin(), episode.misses.end(), is_it) &&
           std::none_of(episode.attempts.begin(), episode.attempts.end(), is_it) &&
           !is_it(episode.contact);
}

Task task_of(const Episode& episode, std::string number, base::Uuid scope, const DueOf& due_of,
             base::Instant now) {
    Task task;
    task.id = {base::Uuid::random()};
    task.number = std::move(number);
    task.scope = scope;
    task.opened = now;
    task.version = 0;
    return retold(std::move(task), episode, {}, due_of);
}

Task retold(Task task, const Episode& episode, const std::vector<base::Instant>& told,
            const DueOf& due_of) {
    tell_misses(task, episode, due_of);
    if (task.closed_by) return task;
    tell_attempts(task, episode, told);
    if (episode.contact != nullptr) {
        close_by(task, episode.contact->call);
    } else if (task.closed && !episode.closing) {
        open_again(task);
    }
    return task;
}

Task withdrawn(Task task, base::Instant now) {
    task.closed = now;
    task.outcome = Outcome::duplicate;
    task.closing_call_id.clear();
    task.lease_until.reset();
    task.next_attempt.reset();
    return task;
}

}  // namespace w3::callbacks

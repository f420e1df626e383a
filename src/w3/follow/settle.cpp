#include "w3/follow/settle.hpp"

#include "w3/callbacks/episodes.hpp"
#include "w3/callbacks/placing.hpp"
#include "w3/callbacks/retold.hpp"
#include "w3/follow/memory.hpp"
#include "w3/store/known_calls.hpp"
#include "w3/store/task_log.hpp"
#include "w3/store/tasks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace w3::follow {
namespace {

using callbacks::Episode;
using callbacks::KeptTask;
using callbacks::Story;
using callbacks::Task;

using TaskCalls = std::vector<std::pair<std::string_view, store::CallPart>>;

bool is_any_known(const std::vector<callbacks::KnownCall>& calls,
                  const std::set<std::string>& ids) {
    return std::any_of(calls.begin(), calls.end(),
                       [&ids](const auto& known) { return ids.contains(known.call.call_id); });
}

/// Closed so long ago that its calls were forgotten: nothing tells how it was any more.
bool is_forgotten(const KeptTask& kept, const std::vector<callbacks::KnownCall>& calls,
                  base::Instant now) {
    if (!kept.task.closed || *kept.task.closed >= memory_begins(now)) return false;
    return !is_any_known(calls, kept.misses) && !is_any_known(calls, kept.others);
}

TaskCalls calls_of(const Task& task, const Episode& episode) {
    TaskCalls calls;
    for (const auto* miss : episode.misses)
        calls.emplace_back(miss->call.call_id, store::CallPart::miss);
    for (const auto* attempt : episode.attempts)
        calls.emplace_back(attempt->call.call_id, store::CallPart::attempt);
    if (episode.contact != nullptr) {
        calls.emplace_back(episode.contact->call.call_id, store::CallPart::contact);
    }
    if (callbacks::is_about_more(task, episode)) {
        calls.emplace_back(task.first_call_id, store::CallPart::miss);
    }
    return calls;
}

/// How often somebody called in vain, where that is more than once.
std::string times(std::int64_t misses) {
    return misses > 1 ? "×" + std::to_string(misses) : "";
}

bool are_kept(const TaskCalls& calls, const KeptTask& kept) {
    return calls.size() == kept.misses.size() + kept.others.size() &&
           std::all_of(calls.begin(), calls.end(), [&kept](const auto& call) {
               const bool is_miss = call.second == store::CallPart::miss;
               return (is_miss ? kept.misses : kept.others).contains(std::string(call.first));
           });
}

/// What the log says of a change; empty: nothing that a reader would care for.
store::TaskEvent event_of(const Task& before, const Task& after, const Episode& episode,
                          base::Instant now) {
    store::TaskEvent event;
    event.at = now;
    if (after.closed && !before.closed) {
        event.what = "closed_by_call";
        event.detail = to_string(*after.outcome);
        event.call_id = after.closing_call_id;
    } else if (!after.closed && before.closed) {
        event.what = "opened_again";
        event.call_id = before.closing_call_id;
    } else if (after.misses > before.misses) {
        event.what = "joined";
        event.detail = times(after.misses);
        if (!episode.misses.empty()) event.call_id = episode.misses.back()->call.call_id;
    } else if (after.attempts > before.attempts) {
        event.what = "attempt";
        if (!episode.attempts.empty()) event.call_id = episode.attempts.back()->call.call_id;
    } else if (after.due != before.due) {
        event.what = "due_changed";
        event.detail = base::to_iso8601(after.due);
    }
    return event;
}

/// One caller's tasks on one list.
class Settler {
public:
    Settler(sql::Connection& connection, const Ground& ground, Story story,
            const std::vector<KeptTask>& kept,
            const std::map<callbacks::TaskId, std::vector<base::Instant>>& told,
            std::string_view number)
        : connection_(connection),
          ground_(ground),
          story_(std::move(story)),
          kept_(kept),
          told_(told),
          number_(number) {}

    base::Result<bool> settle() {
        const std::vector<Episode> episodes = callbacks::episodes_of(story_);
        const callbacks::Placing placing = callbacks::place(episodes, kept_);
        // What ends goes first: there is room for one open task.
        for (const KeptTask* left : placing.left_over) {
            if (auto done = leave(*left); !done) return done.error();
        }
        for (const bool is_over : {true, false}) {
            for (std::size_t i = 0; i < episodes.size(); ++i) {
                if (episodes[i].is_over() != is_over) continue;
                if (auto done = tell(episodes[i], placing.task_of[i]); !done) return done.error();
            }
        }
        return has_changed_;
    }

private:
    base::Instant due_of(const std::optional<base::StoreId>& store, base::Instant missed) const {
        return ground_.rules.due(store, ground_.zone, missed);
    }

    base::Result<void> tell(const Episode& episode, const KeptTask* kept) {
        const auto due = [this](const auto& store, base::Instant missed) {
            return due_of(store, missed);
        };
        if (kept == nullptr) return make(episode, due);
        const auto told = told_.find(kept->task.id);
        const Task after = callbacks::retold(
            kept->task, episode, told == told_.end() ? std::vector<base::Instant>() : told->second,
            due);
        return change(*kept, after, episode);
    }

    base::Result<void> make(const Episode& episode, const callbacks::DueOf& due) {
        // A person's task that is gone from the store makes no other one.
        if (episode.misses.empty() || episode.closing) return {};
        Task task =
            callbacks::task_of(episode, std::string(number_), story_.scope, due, ground_.now);
        task.version = 1;
        has_changed_ = true;
        if (auto done = store::add_task(connection_, ground_.tenant, task); !done) return done;
        if (auto done = keep_calls(task, calls_of(task, episode)); !done) return done;
        if (auto done = log(task, {.at = ground_.now,
                                   .what = "made",
                                   .detail = times(task.misses),
                                   .call_id = task.first_call_id});
            !done) {
            return done;
        }
        Task waiting = task;
        waiting.closed.reset();
        return task.closed ? log(task, event_of(waiting, task, episode, ground_.now))
                           : base::Result<void>();
    }

    base::Result<void> change(const KeptTask& kept, Task after, const Episode& episode) {
        const Task& before = kept.task;
        const TaskCalls calls = calls_of(after, episode);
        // A call that comes as another goes leaves all figures as they are.
        if (after == before && are_kept(calls, kept)) return {};
        has_changed_ = true;
        after.version = before.version + 1;
        if (auto done = store::update_task(connection_, ground_.tenant, after); !done) return done;
        if (auto done = keep_calls(after, calls); !done) return done;
        return log(after, event_of(before, after, episode, ground_.now));
    }

    /// An open task whose calls are gone waits for nobody; a closed one stays, unless its calls are
    /// another task's by now.
    base::Result<void> leave(const KeptTask& kept) {
        const Task& task = kept.task;
        if (task.closed_by || task.outcome == callbacks::Outcome::duplicate) return {};
        if (task.closed && !task.opened_by && !is_any_known(story_.calls, kept.misses)) return {};
        Task after = callbacks::withdrawn(task, ground_.now);
        after.version = task.version + 1;
        has_changed_ = true;
        if (auto done = store::update_task(connection_, ground_.tenant, after); !done) return done;
        if (auto done = keep_calls(after, {}); !done) return done;
        return log(after, {.at = ground_.now, .what = "withdrawn"});
    }

    base::Result<void> keep_calls(const Task& task, const TaskCalls& calls) {
        return store::keep_task_calls(connection_, ground_.tenant, task.id, calls);
    }

    base::Result<void> log(const Task& task, const store::TaskEvent& event) {
        if (event.what.empty()) return {};
        return store::append_task_event(connection_, ground_.tenant, task.id, event);
    }

    sql::Connection& connection_;
    const Ground& ground_;
    const Story story_;
    const std::vector<KeptTask>& kept_;
    const std::map<callbacks::TaskId, std::vector<base::Instant>>& told_;
    const std::string_view number_;
    bool has_changed_ = false;
};

}  // namespace

base::Result<bool> settle(sql::Connection& connection, const Ground& ground,
                          std::string_view number) {
    auto calls = store::known_calls_of(connection, ground.tenant, number);
    if (!calls) return calls.error();
    auto tasks = store::tasks_of(connection, ground.tenant, number);
    if (!tasks) return tasks.error();
    const auto told = store::told_attempts_of(connection, ground.tenant, number);
    if (!told) return told.error();
    const auto voided = store::voided_contacts_of(connection, ground.tenant, number);
    if (!voided) return voided.error();

    std::map<base::Uuid, std::vector<KeptTask>> lists;
    for (const auto& known : *calls) {
        if (callbacks::is_miss(known)) lists[known.scope];
    }
    for (KeptTask& kept : *tasks) {
        if (is_forgotten(kept, *calls, ground.now)) continue;
        lists[kept.task.scope].push_back(std::move(kept));
    }

    bool has_changed = false;
    for (const auto& [scope, kept] : lists) {
        Story story{.scope = scope, .calls = *calls, .openings = {}, .closings = {}, .voided = {}};
        for (const KeptTask& each : kept) {
            const Task& task = each.task;
            if (task.opened_by) story.openings.push_back({task.id, task.opened});
            if (task.closed_by) story.closings.push_back({task.id, task.begun, *task.closed});
        }
        if (const auto found = voided->find(scope); found != voided->end()) {
            story.voided = found->second;
        }
        const auto settled =
            Settler(connection, ground, std::move(story), kept, *told, number).settle();
        if (!settled) return settled.error();
        has_changed = has_changed || *settled;
    }
    return has_changed;
}

}  // namespace w3::follow

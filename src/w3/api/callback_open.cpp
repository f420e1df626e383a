#include "http/problem.hpp"
#include "w3/api/callback_assignee.hpp"
#include "w3/api/callback_move.hpp"
#include "w3/api/callback_sight.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/problems.hpp"
#include "w3/api/reasons.hpp"
#include "w3/follow/take_changes.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/known_calls.hpp"

#include <utility>

namespace w3::api {
namespace {

using callbacks::Task;

/// What somebody says who makes a task of a missed call.
struct Wish {
    std::string call_id;
    std::string note;
    std::optional<base::Instant> due;
    std::string due_reason;
    Assignee owner;
};

/// What came of opening one.
struct Opened {
    std::optional<Task> task;  ///< as it is now; or the one that stands in the way
    TaskWords words;
    std::optional<ProblemKind> refusal = std::nullopt;
    bool is_changed = false;
    std::optional<store::TaskEvent> last = std::nullopt;
};

std::variant<Wish, http::Answer> read_wish(const Context& context, const http::Request& request,
                                           const Visitor& visitor) {
    constexpr std::size_t call_id_bytes_max = 200;
    JsonBody body(request.body);
    Wish wish;
    wish.call_id = body.text("call_id", call_id_bytes_max);
    wish.note = body.text_or_null("note", limits::callback_note_bytes_max).value_or("");
    wish.due = body.instant("due");
    wish.due_reason = body.text_or_null("due_reason", limits::callback_note_bytes_max).value_or("");
    const auto owner = body.id_or_null("owner");
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    if (wish.due && wish.due_reason.empty()) {
        return refused_values(
            {wrong("due_reason", Reason::missing, "is missing: say why it is due then")}, request);
    }
    if (!owner || !owner->uuid) return wish;
    const bool is_self = people::PersonId{*owner->uuid} == visitor.person.id;
    if (!is_self && !people::may_of(visitor.person).assign) {
        return problem(ProblemKind::not_permitted, request);
    }
    auto found = assignee_of(context, request, visitor, *owner);
    if (auto* refusal = std::get_if<http::Answer>(&found)) return std::move(*refusal);
    wish.owner = std::get<Assignee>(std::move(found));
    return wish;
}

Task task_of_wish(const callbacks::KnownCall& known, const Wish& wish, const Visitor& visitor,
                  const follow::Ground& ground) {
    const callbacks::Call& call = known.call;
    Task task;
    task.id = {base::Uuid::random()};
    task.number = call.number;
    task.scope = known.scope;
    task.store_id = call.store_id;
    task.name = call.name;
    task.did = call.did;
    task.missed_reason = call.missed_reason;
    task.misses = 1;
    task.begun = call.start;
    task.last_missed = call.start;
    task.first_call_id = call.call_id;
    task.due = wish.due.value_or(ground.rules.due(call.store_id, ground.zone, call.start));
    task.is_due_chosen = wish.due.has_value();
    task.opened = ground.now;
    task.opened_by = visitor.person.id;
    if (wish.owner) task.owner = wish.owner->id;
    return task;
}

/// The same caller waits again, from now on.
Task task_again(const Task& before, const Visitor& visitor, const follow::Ground& ground) {
    Task task;
    task.id = {base::Uuid::random()};
    task.number = before.number;
    task.scope = before.scope;
    task.store_id = before.store_id;
    task.name = before.name;
    task.did = before.did;
    task.missed_reason = before.missed_reason;
    task.begun = ground.now;
    task.last_missed = before.last_missed;
    task.due = ground.rules.due(before.store_id, ground.zone, ground.now);
    task.opened = ground.now;
    task.opened_by = visitor.person.id;
    task.reopens = before.id;
    task.owner = visitor.person.id;
    return task;
}

/// Whether somebody waits for this caller on this list already: then that is what came of it.
base::Result<bool> is_in_the_way(sql::Connection& connection, const Visitor& visitor,
                                 const std::string& number, base::Uuid scope, Opened& opened) {
    auto open = store::open_task_of(connection, visitor.tenant->id, number, scope);
    if (!open) return open.error();
    if (!*open) return false;
    opened.task = std::move(**open);
    opened.refusal = ProblemKind::callback_exists;
    return true;
}

/// Has the tasks of the caller follow what was done, and reads this one again.
base::Result<void> settle_and_read(sql::Connection& connection, const follow::Ground& ground,
                                   const Task& task, Opened& opened) {
    const auto settled = follow::settle(connection, ground, task.number);
    if (!settled) return settled.error();
    auto now = store::find_task(connection, ground.tenant, task.id);
    if (!now) return now.error();
    opened.task = std::move(*now);
    return {};
}

base::Result<void> open_task(sql::Connection& connection, const Visitor& visitor,
                             const follow::Ground& ground, const Task& task, std::string_view what,
                             const std::string& detail, Opened& opened) {
    auto done = store::add_task(connection, ground.tenant, task);
    if (!done) return done;
    if (!task.first_call_id.empty()) {
        done = store::keep_task_calls(connection, ground.tenant, task.id,
                                      {{task.first_call_id, store::CallPart::miss}});
    }
    if (done) {
        auto event = event_of(visitor, ground.now, what, detail);
        event.call_id = task.first_call_id;
        done = store::append_task_event(connection, ground.tenant, task.id, event);
    }
    if (!done) return done;
    return settle_and_read(connection, ground, task, opened);
}

base::Result<void> create(sql::Connection& connection, const Visitor& visitor, const Wish& wish,
                          const follow::Ground& ground, Opened& opened) {
    const auto known = store::find_known_call(connection, visitor.tenant->id, wish.call_id);
    if (!known) return known.error();
    const bool can_be_called = *known && callbacks::is_miss(**known) &&
                               sees(visitor.person, (*known)->call.store_id) &&
                               (*known)->call.number.starts_with('+');
    if (!can_be_called) return {};
    const auto blocked =
        is_in_the_way(connection, visitor, (*known)->call.number, (*known)->scope, opened);
    if (!blocked) return blocked.error();
    if (*blocked) return {};
    std::string detail = wish.note;
    if (wish.due) detail += (detail.empty() ? "" : "\n") + wish.due_reason;
    return open_task(connection, visitor, ground, task_of_wish(**known, wish, visitor, ground),
                     "made", detail, opened);
}

/// The closed task of the path, as the visitor has seen it; nothing: `opened` says why not.
base::Result<std::optional<Task>> closed_task(sql::Connection& connection,
                                              const http::Request& request, const Visitor& visitor,
                                              std::int64_t version, Opened& opened) {
    auto found = task_of_path(connection, request, visitor);
    if (!found) return found.error();
    opened.task = *found;
    if (!*found) {
        opened.refusal = ProblemKind::callback_not_found;
        return std::optional<Task>();
    }
    if ((*found)->version != version) {
        opened.is_changed = true;
        auto last = store::last_task_event(connection, visitor.tenant->id, (*found)->id);
        if (!last) return last.error();
        opened.last = std::move(*last);
        return std::optional<Task>();
    }
    if (!(*found)->closed) {
        opened.refusal = ProblemKind::callback_open;
        return std::optional<Task>();
    }
    const auto blocked =
        is_in_the_way(connection, visitor, (*found)->number, (*found)->scope, opened);
    if (!blocked) return blocked.error();
    if (*blocked) return std::optional<Task>();
    return found;
}

http::Answer opened_answer(const Context& context, const http::Request& request,
                           const Visitor& visitor, const Opened& opened, int status) {
    if (opened.refusal == ProblemKind::callback_exists) {
        return problem_with(ProblemKind::callback_exists, request, [&](http::JsonWriter& json) {
            json.field("task_id", opened.task->id.uuid.text());
        });
    }
    if (opened.refusal) return problem(*opened.refusal, request);
    if (opened.is_changed) {
        return changed_answer(request, *opened.task, opened.words, opened.last);
    }
    return task_answer(context, visitor, status, *opened.task, opened.words);
}

using Work = std::function<base::Result<void>(sql::Connection&, const follow::Ground&, Opened&)>;

/// Does it in one transaction, with the rules of now.
base::Result<Opened> opened_by(const Context& context, const Visitor& visitor, const Work& work) {
    Opened opened;
    const auto done =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const base::Instant now = context.clock->now();
            const auto ground = follow::ground_of(connection, *visitor.tenant, now);
            if (!ground) return ground.error();
            auto words = task_words_of(connection, visitor.tenant->id, now);
            if (!words) return words.error();
            opened.words = std::move(*words);
            return work(connection, *ground, opened);
        });
    if (!done) return done.error();
    return opened;
}

using ClosedWork = std::function<base::Result<void>(sql::Connection&, const follow::Ground&,
                                                    const Task&, Opened&)>;

/// Does it to the closed task of the path, as the visitor has seen it.
http::Answer do_to_closed(const Context& context, const http::Request& request,
                          const Visitor& visitor, int status, const ClosedWork& work) {
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const auto opened =
        opened_by(context, visitor,
                  [&](auto& connection, const auto& ground, Opened& came) -> base::Result<void> {
                      const auto task = closed_task(connection, request, visitor, version, came);
                      if (!task) return task.error();
                      if (!*task) return {};
                      return work(connection, ground, **task, came);
                  });
    if (!opened) return store_problem(context, request, opened.error());
    return opened_answer(context, request, visitor, *opened, status);
}

base::Result<void> undo(sql::Connection& connection, const Visitor& visitor,
                        const follow::Ground& ground, const Task& task, Opened& opened) {
    if (!callbacks::can_be_undone(task, ground.now)) {
        opened.refusal = ProblemKind::callback_open;
        return {};
    }
    auto event = event_of(visitor, ground.now, "undone", "");
    event.call_id = task.closing_call_id;
    auto done = store::void_contact(connection, ground.tenant, task);
    if (done) done = store::append_task_event(connection, ground.tenant, task.id, event);
    if (!done) return done;
    return settle_and_read(connection, ground, task, opened);
}

}  // namespace

http::Answer create_callback(const Context& context, const http::Request& request,
                             const Visitor& visitor) {
    auto read = read_wish(context, request, visitor);
    if (auto* refusal = std::get_if<http::Answer>(&read)) return std::move(*refusal);
    const Wish& wish = std::get<Wish>(read);
    const auto opened =
        opened_by(context, visitor, [&](auto& connection, const auto& ground, Opened& came) {
            return create(connection, visitor, wish, ground, came);
        });
    if (!opened) return store_problem(context, request, opened.error());
    if (!opened->task) {
        return refused_values({wrong("call_id", Reason::no_missed_call,
                                     "is no missed call with a number to call back")},
                              request);
    }
    return opened_answer(context, request, visitor, *opened, 201);
}

http::Answer reopen_callback(const Context& context, const http::Request& request,
                             const Visitor& visitor) {
    return do_to_closed(
        context, request, visitor, 201,
        [&visitor](auto& connection, const auto& ground, const Task& task, Opened& came) {
            return open_task(connection, visitor, ground, task_again(task, visitor, ground),
                             "reopened", "", came);
        });
}

http::Answer undo_callback(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    return do_to_closed(
        context, request, visitor, 200,
        [&visitor](auto& connection, const auto& ground, const Task& task, Opened& came) {
            return undo(connection, visitor, ground, task, came);
        });
}

}  // namespace w3::api

#include "w3/api/callback_move.hpp"

#include "w3/api/callback_sight.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/news.hpp"
#include "w3/api/problems.hpp"

#include <limits>
#include <utility>

namespace w3::api {
namespace {

using callbacks::Objection;
using callbacks::Task;

/// What came of a move.
struct Outcome {
    std::optional<Task> task;  ///< nothing: there is none
    TaskWords words;
    std::optional<Objection> objection = std::nullopt;
    bool is_stale = false;
    std::optional<store::TaskEvent> last = std::nullopt;  ///< of a stale one
};

base::Result<void> keep(sql::Connection& connection, const Visitor& visitor, const Task& task,
                        const Move& move, base::Instant now) {
    auto done = store::update_task(connection, visitor.tenant->id, task);
    if (!done) return done;
    return store::append_task_event(connection, visitor.tenant->id, task.id,
                                    event_of(visitor, now, move.what, move.detail));
}

base::Result<void> try_move(sql::Connection& connection, const http::Request& request,
                            const Visitor& visitor, std::int64_t version, const Move& move,
                            base::Instant now, Outcome& outcome) {
    auto found = task_of_path(connection, request, visitor);
    if (!found) return found.error();
    if (!*found) return {};
    outcome.task = std::move(**found);
    auto words = task_words_of(connection, visitor.tenant->id, now);
    if (!words) return words.error();
    outcome.words = std::move(*words);
    if (outcome.task->version != version) {
        outcome.is_stale = true;
        auto last = store::last_task_event(connection, visitor.tenant->id, outcome.task->id);
        if (!last) return last.error();
        outcome.last = std::move(*last);
        return {};
    }
    auto moved = move.make(*outcome.task, actor_of(visitor.person), now);
    if (const auto* objection = std::get_if<Objection>(&moved)) {
        outcome.objection = *objection;
        return {};
    }
    Task after = std::get<Task>(std::move(moved));
    after.version = version + 1;
    outcome.task = after;
    return keep(connection, visitor, after, move, now);
}

}  // namespace

std::int64_t version_of(JsonBody& body) {
    body.require("version");
    return body.integer("version", 1, std::numeric_limits<std::int32_t>::max()).value_or(0);
}

store::TaskEvent event_of(const Visitor& visitor, base::Instant now, std::string_view what,
                          std::string detail) {
    return {.at = now,
            .person_id = visitor.person.id,
            .person_name = visitor.person.name,
            .what = std::string(what),
            .detail = std::move(detail)};
}

http::Answer task_answer(const Context& context, const Visitor& visitor, int status,
                         const Task& task, const TaskWords& words) {
    context.news->tell(visitor.tenant->id, "callbacks");
    return json_answer(status, [&](http::JsonWriter& json) { write_task(json, task, words); });
}

http::Answer changed_answer(const http::Request& request, const Task& task, const TaskWords& words,
                            const std::optional<store::TaskEvent>& last) {
    return problem_with(ProblemKind::callback_changed, request, [&](http::JsonWriter& json) {
        json.key("task");
        write_task(json, task, words);
        write_person(json, "changed_by", last ? last->person_id : std::nullopt, words,
                     last ? last->person_name : "");
        json.field("changed_at", base::to_iso8601(last ? last->at : task.opened));
        json.field_or_null("what", last ? last->what : "");
    });
}

http::Answer objection_answer(const http::Request& request, Objection objection, const Task& task,
                              const TaskWords& words) {
    const auto with_task = [&](ProblemKind kind) {
        return problem_with(kind, request, [&](http::JsonWriter& json) {
            json.key("task");
            write_task(json, task, words);
        });
    };
    switch (objection) {
        case Objection::closed:
            return with_task(ProblemKind::callback_closed);
        case Objection::open:
            return with_task(ProblemKind::callback_open);
        case Objection::held:
            return with_task(ProblemKind::callback_held);
        case Objection::not_permitted:
            return problem(ProblemKind::not_permitted, request);
    }
    throw base::Bug("every objection has its answer");
}

http::Answer do_move(const Context& context, const http::Request& request, const Visitor& visitor,
                     std::int64_t version, const Move& move) {
    const base::Instant now = context.clock->now();
    Outcome outcome;
    const auto done = context.database->write([&](sql::Connection& connection) {
        return try_move(connection, request, visitor, version, move, now, outcome);
    });
    if (!done) return store_problem(context, request, done.error());
    if (!outcome.task) return problem(ProblemKind::callback_not_found, request);
    if (outcome.is_stale) {
        return changed_answer(request, *outcome.task, outcome.words, outcome.last);
    }
    if (outcome.objection) {
        return objection_answer(request, *outcome.objection, *outcome.task, outcome.words);
    }
    return task_answer(context, visitor, 200, *outcome.task, outcome.words);
}

}  // namespace w3::api

#include "http/problem.hpp"
#include "w3/api/callback_assignee.hpp"
#include "w3/api/callback_sight.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/news.hpp"
#include "w3/api/problems.hpp"
#include "w3/api/reasons.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/people.hpp"

#include <utility>
#include <vector>

namespace w3::api {
namespace {

using callbacks::Task;

/// A task as whoever assigns it has seen it.
struct Chosen {
    callbacks::TaskId id;
    std::int64_t version = 0;
};

struct Failed {
    callbacks::TaskId id;
    std::string_view reason;
};

struct Assigned {
    std::vector<Task> done;
    std::vector<Failed> failed;
    TaskWords words;
};

std::vector<Chosen> read_chosen(JsonBody& body) {
    std::vector<Chosen> chosen;
    for (JsonBody& each : body.objects("tasks", limits::callbacks_assigned_max)) {
        each.require("task_id");
        const auto id = each.id_or_null("task_id");
        const std::int64_t version = version_of(each);
        if (id && !id->uuid) each.reject("task_id", Reason::not_id, "is null");
        body.take_errors("tasks", each);
        if (id && id->uuid) chosen.push_back({{*id->uuid}, version});
    }
    return chosen;
}

/// Why it cannot be done; empty: it is done, and `task` is how it is now.
base::Result<std::string_view> assign_one(sql::Connection& connection, const Visitor& visitor,
                                          const Chosen& chosen, const Move& move, base::Instant now,
                                          Task& task) {
    auto found = store::find_task(connection, visitor.tenant->id, chosen.id);
    if (!found) return found.error();
    if (!*found || !sees(visitor.person, (*found)->store_id)) return std::string_view("not_found");
    if ((*found)->version != chosen.version) return std::string_view("changed");
    auto moved = move.make(**found, actor_of(visitor.person), now);
    if (std::holds_alternative<callbacks::Objection>(moved)) return std::string_view("closed");
    task = std::get<Task>(std::move(moved));
    task.version = chosen.version + 1;
    if (auto done = store::update_task(connection, visitor.tenant->id, task); !done)
        return done.error();
    const auto logged = store::append_task_event(connection, visitor.tenant->id, task.id,
                                                 event_of(visitor, now, move.what, move.detail));
    if (!logged) return logged.error();
    return std::string_view();
}

void write_assigned(http::JsonWriter& json, const Assigned& assigned) {
    json.begin_object();
    json.key("done");
    json.begin_array();
    for (const Task& task : assigned.done)
        write_task(json, task, assigned.words);
    json.end_array();
    json.key("failed");
    json.begin_array();
    for (const Failed& each : assigned.failed) {
        json.begin_object();
        json.field("task_id", each.id.uuid.text());
        json.field("reason", each.reason);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace

std::variant<Assignee, http::Answer> assignee_of(const Context& context,
                                                 const http::Request& request,
                                                 const Visitor& visitor, const JsonBody::Id& id) {
    if (!id.uuid) return Assignee();
    Assignee person;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto found = store::find_person(connection, visitor.tenant->id, {*id.uuid});
            if (!found) return found.error();
            person = std::move(*found);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    if (person && person->active && people::may_of(*person).call_back) return person;
    return refused_values(
        {wrong("person_id", Reason::no_assignee, "is nobody who works on callbacks")}, request);
}

Move assignment(const Assignee& assignee) {
    return {"assigned", assignee ? assignee->name : "",
            [assignee](const Task& task, const callbacks::Actor& actor,
                       base::Instant) -> callbacks::Moved {
                if (assignee && !sees(*assignee, task.store_id)) {
                    return callbacks::Objection::not_permitted;
                }
                return callbacks::assigned(task, actor,
                                           assignee ? std::optional(assignee->id) : std::nullopt);
            }};
}

http::Answer assign_callbacks(const Context& context, const http::Request& request,
                              const Visitor& visitor) {
    if (!people::may_of(visitor.person).assign) return problem(ProblemKind::not_permitted, request);
    JsonBody body(request.body);
    const auto chosen = read_chosen(body);
    body.require("person_id");
    const auto id = body.id_or_null("person_id");
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    auto found = assignee_of(context, request, visitor, *id);
    if (auto* refusal = std::get_if<http::Answer>(&found)) return std::move(*refusal);
    const Move move = assignment(std::get<Assignee>(found));
    const base::Instant now = context.clock->now();
    Assigned assigned;
    const auto done =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            for (const Chosen& each : chosen) {
                Task task;
                const auto reason = assign_one(connection, visitor, each, move, now, task);
                if (!reason) return reason.error();
                if (reason->empty()) {
                    assigned.done.push_back(std::move(task));
                } else {
                    assigned.failed.push_back({each.id, *reason});
                }
            }
            auto words = task_words_of(connection, visitor.tenant->id, now);
            if (!words) return words.error();
            assigned.words = std::move(*words);
            return {};
        });
    if (!done) return store_problem(context, request, done.error());
    context.news->tell(visitor.tenant->id, "callbacks");
    return json_answer(200, [&](http::JsonWriter& json) { write_assigned(json, assigned); });
}

}  // namespace w3::api

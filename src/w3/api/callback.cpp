#include "w3/api/callback_json.hpp"
#include "w3/api/callback_sight.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/instant_json.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/follow/take_changes.hpp"
#include "w3/store/known_calls.hpp"
#include "w3/store/task_log.hpp"

#include <utility>

namespace w3::api {
namespace {

using callbacks::Task;

void write_call(http::JsonWriter& json, const store::TaskCall& call) {
    const callbacks::Call& known = call.known.call;
    json.begin_object();
    json.field("call_id", known.call_id);
    json.field("part", call.part);
    json.field("start", base::to_iso8601(known.start));
    json.field("direction", known.direction);
    json.field("disposition", known.disposition);
    json.field_or_null("ext", known.ext);
    json.field_or_null("did", known.did);
    json.field_or_null("missed_reason", known.missed_reason);
    json.field("ring_sec", known.ring_sec);
    json.field("billsec", known.billsec);
    json.end_object();
}

void write_event(http::JsonWriter& json, const store::TaskEvent& event, const TaskWords& words) {
    json.begin_object();
    json.field("at", base::to_iso8601(event.at));
    write_person(json, "person", event.person_id, words, event.person_name);
    json.field("what", event.what);
    json.field_or_null("detail", event.detail);
    json.field_or_null("call_id", event.call_id);
    json.end_object();
}

struct Detail {
    Task task;
    TaskWords words;
    std::vector<store::TaskCall> calls;
    std::vector<store::TaskEvent> events;
    base::Instant proposed_next;
};

/// An attempt that comes so much open time after the last one, or after now.
base::Instant proposed_next(const follow::Ground& ground, const Task& task) {
    const auto& rules = ground.rules.of(task.store_id);
    const base::Instant from = task.last_attempt.value_or(ground.now);
    const base::Instant at = callbacks::after_open_minutes(
        rules.hours, ground.zone, from, ground.rules.settings.attempts_gap_minutes);
    if (at > ground.now) return at;
    return callbacks::after_open_minutes(rules.hours, ground.zone, ground.now, 1);
}

base::Result<Detail> detail_of(sql::Connection& connection, const Visitor& visitor, Task task,
                               base::Instant now) {
    const base::TenantId tenant = visitor.tenant->id;
    auto words = task_words_of(connection, tenant, now);
    if (!words) return words.error();
    auto calls = store::calls_of_task(connection, tenant, task.id);
    if (!calls) return calls.error();
    auto events = store::task_events(connection, tenant, task.id);
    if (!events) return events.error();
    const auto ground = follow::ground_of(connection, *visitor.tenant, now);
    if (!ground) return ground.error();
    const base::Instant next = proposed_next(*ground, task);
    return Detail{std::move(task), std::move(*words), std::move(*calls), std::move(*events), next};
}

void write_detail(http::JsonWriter& json, const Detail& detail, const Visitor& visitor) {
    json.begin_object();
    write_task_members(json, detail.task, detail.words);
    json.key("calls");
    json.begin_array();
    for (const store::TaskCall& call : detail.calls)
        write_call(json, call);
    json.end_array();
    json.key("log");
    json.begin_array();
    for (const store::TaskEvent& event : detail.events)
        write_event(json, event, detail.words);
    json.end_array();
    json.field("proposed_next", base::to_iso8601(detail.proposed_next));
    const people::May may = people::may_of(visitor.person);
    json.key("may");
    json.begin_object();
    json.field("work", may.call_back);
    json.field("assign", may.assign);
    json.end_object();
    json.end_object();
}

}  // namespace

http::Answer show_callback(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    std::optional<Detail> detail;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto task = task_of_path(connection, request, visitor);
            if (!task) return task.error();
            if (!*task) return {};
            auto found = detail_of(connection, visitor, std::move(**task), context.clock->now());
            if (!found) return found.error();
            detail = std::move(*found);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    if (!detail) return problem(ProblemKind::callback_not_found, request);
    return json_answer(200, [&](http::JsonWriter& json) { write_detail(json, *detail, visitor); });
}

http::Answer show_callback_of_call(const Context& context, const http::Request& request,
                                   const Visitor& visitor) {
    const base::Instant now = context.clock->now();
    std::optional<Task> task;
    std::optional<callbacks::KnownCall> call;
    TaskWords words;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            const std::string& call_id = request.path_value("call_id");
            auto found = store::task_of_call(connection, visitor.tenant->id, call_id);
            if (!found) return found.error();
            task = std::move(*found);
            auto known = store::find_known_call(connection, visitor.tenant->id, call_id);
            if (!known) return known.error();
            call = std::move(*known);
            auto said = task_words_of(connection, visitor.tenant->id, now);
            if (!said) return said.error();
            words = std::move(*said);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    if (task && !sees(visitor.person, task->store_id)) task.reset();
    if (call && !sees(visitor.person, call->call.store_id)) call.reset();
    const bool is_miss = call && callbacks::is_miss(*call);
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("task");
        if (task) {
            write_task(json, *task, words);
        } else {
            json.null();
        }
        const bool is_refused = is_miss && call->refusal != callbacks::Refusal::none;
        json.field_or_null("refusal", is_refused ? to_string(call->refusal) : std::string_view());
        const bool is_open = task && !task->closed;
        json.field("may_create", is_miss && !is_open && call->call.number.starts_with('+'));
        json.end_object();
    });
}

}  // namespace w3::api

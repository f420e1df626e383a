#include "w3/store/callback_rules.hpp"

#include "w3/api/audit_row.hpp"
#include "w3/api/callback_rules_json.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/news.hpp"
#include "w3/api/problems.hpp"
#include "w3/follow/take_changes.hpp"
#include "w3/store/task_log.hpp"
#include "w3/store/tasks.hpp"

#include <functional>
#include <utility>

namespace w3::api {
namespace {

using Work = std::function<base::Result<void>(sql::Connection&)>;

/// Tasks that are not due yet are due by the calendar of now; what is overdue stays so.
base::Result<void> move_dues(sql::Connection& connection, const Visitor& visitor,
                             base::Instant now) {
    const auto ground = follow::ground_of(connection, *visitor.tenant, now);
    if (!ground) return ground.error();
    auto tasks = store::tasks_due_after(connection, visitor.tenant->id, now);
    if (!tasks) return tasks.error();
    for (callbacks::Task& task : *tasks) {
        const base::Instant due = ground->rules.due(task.store_id, ground->zone, task.begun);
        if (due == task.due) continue;
        task.due = due;
        ++task.version;
        auto done = store::update_task(connection, visitor.tenant->id, task);
        if (done) {
            done = store::append_task_event(connection, visitor.tenant->id, task.id,
                                            {.at = now,
                                             .person_id = visitor.person.id,
                                             .person_name = visitor.person.name,
                                             .what = "due_changed",
                                             .detail = base::to_iso8601(due)});
        }
        if (!done) return done;
    }
    return {};
}

http::Answer rules_answer(const callbacks::Rules& rules) {
    return json_answer(200, [&](http::JsonWriter& json) { write_rules(json, rules); });
}

/// Changes the rules, has the dues follow, and answers with the rules as they are then.
http::Answer change_rules(const Context& context, const http::Request& request,
                          const Visitor& visitor, const store::AuditRow& row, const Work& work) {
    callbacks::Rules rules;
    const auto done =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            if (auto worked = work(connection); !worked) return worked;
            auto audited = store::append_audit(connection, visitor.tenant->id, row);
            if (!audited) return audited;
            auto moved = move_dues(connection, visitor, context.clock->now());
            if (!moved) return moved;
            auto read = store::callback_rules_of(connection, visitor.tenant->id);
            if (!read) return read.error();
            rules = std::move(*read);
            return {};
        });
    if (!done) return store_problem(context, request, done.error());
    context.news->tell(visitor.tenant->id, "callbacks");
    return rules_answer(rules);
}

/// The store whose rules are meant; nothing: those of stores that have none.
std::optional<base::StoreId> read_store(JsonBody& body) {
    body.require("store_id");
    const auto id = body.id_or_null("store_id");
    if (!id || !id->uuid) return std::nullopt;
    return base::StoreId{*id->uuid};
}

std::string name_of(const std::optional<base::StoreId>& store) {
    return store ? store->uuid.text() : "usual";
}

}  // namespace

http::Answer show_callback_rules(const Context& context, const http::Request& request,
                                 const Visitor& visitor) {
    callbacks::Rules rules;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto found = store::callback_rules_of(connection, visitor.tenant->id);
            if (!found) return found.error();
            rules = std::move(*found);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    return rules_answer(rules);
}

http::Answer change_callback_settings(const Context& context, const http::Request& request,
                                      const Visitor& visitor) {
    JsonBody body(request.body);
    const callbacks::Settings settings = read_settings(body);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    return change_rules(context, request, visitor,
                        audit_row(context, request, visitor.person, "callback_settings_changed"),
                        [&](sql::Connection& connection) {
                            return store::keep_callback_settings(connection, visitor.tenant->id,
                                                                 settings);
                        });
}

http::Answer change_store_hours(const Context& context, const http::Request& request,
                                const Visitor& visitor) {
    JsonBody body(request.body);
    const auto store = read_store(body);
    const callbacks::StoreRules rules = read_store_rules(body);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    return change_rules(
        context, request, visitor,
        audit_row(context, request, visitor.person, "callback_hours_changed", name_of(store)),
        [&](sql::Connection& connection) {
            return store::keep_store_rules(connection, visitor.tenant->id, store, rules);
        });
}

http::Answer remove_store_hours(const Context& context, const http::Request& request,
                                const Visitor& visitor) {
    JsonBody body(request.body);
    const auto store = read_store(body);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    return change_rules(context, request, visitor,
                        audit_row(context, request, visitor.person, "callback_hours_changed",
                                  name_of(store), "removed"),
                        [&](sql::Connection& connection) {
                            return store::remove_store_rules(connection, visitor.tenant->id, store);
                        });
}

}  // namespace w3::api

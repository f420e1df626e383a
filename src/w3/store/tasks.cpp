#include "w3/store/tasks.hpp"

#include "base/folded_text.hpp"
#include "w3/store/change.hpp"
#include "w3/store/known_calls.hpp"
#include "w3/store/parameter.hpp"
#include "w3/store/rows.hpp"
#include "w3/store/sql/statements.hpp"

#include <array>
#include <utility>

namespace w3::store {
namespace {

using callbacks::Task;

/// Runs `task_insert` or `task_update`, which bind the same.
base::Result<std::int64_t> write(sql::Connection& connection, const sql::Statement& statement,
                                 base::TenantId tenant, const Task& task) {
    const std::string key = name_key(task.name);
    const sql::Parameter reopens =
        task.reopens ? sql::Parameter(task.reopens->uuid) : sql::Parameter(sql::Null());
    const sql::Parameter outcome =
        task.outcome ? sql::Parameter(to_string(*task.outcome)) : sql::Parameter(sql::Null());
    return connection.run(statement, {tenant.uuid,
                                      task.id.uuid,
                                      std::string_view(task.number),
                                      task.scope,
                                      or_null(task.store_id),
                                      std::string_view(task.name),
                                      std::string_view(key),
                                      std::string_view(task.did),
                                      std::string_view(task.missed_reason),
                                      task.misses,
                                      task.begun.us,
                                      task.last_missed.us,
                                      std::string_view(task.first_call_id),
                                      task.due.us,
                                      std::int64_t{task.is_due_chosen ? 1 : 0},
                                      task.attempts,
                                      or_null(task.first_attempt),
                                      or_null(task.last_attempt),
                                      or_null(task.next_attempt),
                                      or_null(task.opened_by),
                                      task.opened.us,
                                      reopens,
                                      or_null(task.owner),
                                      or_null(task.lease_until),
                                      or_null(task.closed),
                                      or_null(task.closed_by),
                                      outcome,
                                      std::string_view(task.closing_call_id),
                                      task.version});
}

}  // namespace

std::string_view to_string(CallPart part) {
    static constexpr std::array<std::string_view, 3> names = {"miss", "attempt", "contact"};
    return names[static_cast<std::size_t>(part)];
}

std::string name_key(std::string_view name) {
    return base::fold_text(name);
}

base::Result<void> add_task(sql::Connection& connection, base::TenantId tenant, const Task& task) {
    const auto ran = write(connection, statements::task_insert, tenant, task);
    if (!ran) return ran.error();
    return {};
}

base::Result<void> update_task(sql::Connection& connection, base::TenantId tenant,
                               const Task& task) {
    const auto ran = write(connection, statements::task_update, tenant, task);
    if (!ran) return ran.error();
    if (*ran == 1) return {};
    return base::Error{base::Fault::conflict, "the task is another by now"};
}

base::Result<void> keep_task_calls(
    sql::Connection& connection, base::TenantId tenant, callbacks::TaskId task,
    const std::vector<std::pair<std::string_view, CallPart>>& calls) {
    auto done = change(connection, statements::task_calls_delete, {tenant.uuid, task.uuid});
    for (const auto& [call_id, part] : calls) {
        if (!done) break;
        done = change(connection, statements::task_call_insert,
                      {tenant.uuid, task.uuid, call_id, to_string(part)});
    }
    return done;
}

base::Result<std::optional<Task>> find_task(sql::Connection& connection, base::TenantId tenant,
                                            callbacks::TaskId id) {
    return first_of(tasks_by(connection, statements::task,
                             std::array<sql::Parameter, 2>{tenant.uuid, id.uuid}));
}

base::Result<std::optional<Task>> task_of_call(sql::Connection& connection, base::TenantId tenant,
                                               std::string_view call_id) {
    return first_of(tasks_by(connection, statements::task_of_call,
                             std::array<sql::Parameter, 2>{tenant.uuid, call_id}));
}

base::Result<std::optional<Task>> open_task_of(sql::Connection& connection, base::TenantId tenant,
                                               std::string_view number, base::Uuid scope) {
    return first_of(tasks_by(connection, statements::open_task_of,
                             std::array<sql::Parameter, 3>{tenant.uuid, number, scope}));
}

base::Result<std::vector<callbacks::KeptTask>> tasks_of(sql::Connection& connection,
                                                        base::TenantId tenant,
                                                        std::string_view number) {
    auto found = tasks_by(connection, statements::tasks_of_number,
                          std::array<sql::Parameter, 2>{tenant.uuid, number});
    if (!found) return found.error();
    std::vector<callbacks::KeptTask> kept;
    std::map<base::Uuid, std::size_t> places;
    for (Task& task : *found) {
        places.emplace(task.id.uuid, kept.size());
        kept.push_back({.task = std::move(task), .misses = {}, .others = {}});
    }
    const auto ran =
        connection.run(statements::task_calls, {tenant.uuid, number}, [&](const sql::Row& row) {
            callbacks::KeptTask& its = kept[places.at(row.uuid(0))];
            const bool is_miss = row.text(2) == to_string(CallPart::miss);
            (is_miss ? its.misses : its.others).emplace(row.text(1));
        });
    if (!ran) return ran.error();
    return kept;
}

base::Result<std::vector<Task>> tasks_due_after(sql::Connection& connection, base::TenantId tenant,
                                                base::Instant now) {
    return tasks_by(connection, statements::tasks_open_undue,
                    std::array<sql::Parameter, 2>{tenant.uuid, now.us});
}

base::Result<std::vector<TaskCall>> calls_of_task(sql::Connection& connection,
                                                  base::TenantId tenant, callbacks::TaskId task) {
    constexpr int part_column = 15;
    return rows_of(connection, statements::calls_of_task, {tenant.uuid, task.uuid},
                   [](const sql::Row& row) -> base::Result<TaskCall> {
                       auto known = known_call_of(row);
                       if (!known) return known.error();
                       return TaskCall{std::move(*known), std::string(row.text(part_column))};
                   });
}

base::Result<std::map<callbacks::TaskId, std::vector<base::Instant>>> told_attempts_of(
    sql::Connection& connection, base::TenantId tenant, std::string_view number) {
    std::map<callbacks::TaskId, std::vector<base::Instant>> told;
    const auto ran = connection.run(
        statements::told_attempts, {tenant.uuid, number},
        [&told](const sql::Row& row) { told[{row.uuid(0)}].push_back({row.integer(1)}); });
    if (!ran) return ran.error();
    return told;
}

base::Result<std::map<base::Uuid, std::set<std::string>>> voided_contacts_of(
    sql::Connection& connection, base::TenantId tenant, std::string_view number) {
    std::map<base::Uuid, std::set<std::string>> voided;
    const auto ran = connection.run(
        statements::voided_contacts, {tenant.uuid, number},
        [&voided](const sql::Row& row) { voided[row.uuid(0)].emplace(row.text(1)); });
    if (!ran) return ran.error();
    return voided;
}

base::Result<void> void_contact(sql::Connection& connection, base::TenantId tenant,
                                const Task& task) {
    return change(connection, statements::voided_contact_insert,
                  {tenant.uuid, std::string_view(task.number), task.scope,
                   std::string_view(task.closing_call_id)});
}

base::Result<Task> task_of(const sql::Row& row) {
    Task task;
    task.id = {row.uuid(0)};
    task.number = row.text(1);
    task.scope = row.uuid(2);
    task.store_id = maybe_store(row, 3);
    task.name = row.text(4);
    task.did = row.text(5);
    task.missed_reason = row.text(6);
    task.misses = row.integer(7);
    task.begun = {row.integer(8)};
    task.last_missed = {row.integer(9)};
    task.first_call_id = row.text(10);
    task.due = {row.integer(11)};
    task.is_due_chosen = row.integer(12) != 0;
    task.attempts = row.integer(13);
    task.first_attempt = maybe_instant(row, 14);
    task.last_attempt = maybe_instant(row, 15);
    task.next_attempt = maybe_instant(row, 16);
    task.opened_by = maybe_person(row, 17);
    task.opened = {row.integer(18)};
    if (!row.is_null(19)) task.reopens = callbacks::TaskId{row.uuid(19)};
    task.owner = maybe_person(row, 20);
    task.lease_until = maybe_instant(row, 21);
    task.closed = maybe_instant(row, 22);
    task.closed_by = maybe_person(row, 23);
    if (!row.is_null(24)) {
        task.outcome = callbacks::outcome_of(row.text(24));
        if (!task.outcome) return base::corrupt("a task has an outcome that does not exist");
    }
    task.closing_call_id = row.text(25);
    task.version = row.integer(26);
    return task;
}

base::Result<std::vector<Task>> tasks_by(sql::Connection& connection,
                                         const sql::Statement& statement,
                                         std::span<const sql::Parameter> parameters) {
    return rows_of(connection, statement, parameters, task_of);
}

}  // namespace w3::store

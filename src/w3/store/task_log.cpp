#include "w3/store/task_log.hpp"

#include "w3/store/change.hpp"
#include "w3/store/parameter.hpp"
#include "w3/store/sql/statements.hpp"

#include <utility>

namespace w3::store {
namespace {

base::Result<std::vector<TaskEvent>> events(sql::Connection& connection,
                                            const sql::Statement& statement, base::TenantId tenant,
                                            callbacks::TaskId task) {
    std::vector<TaskEvent> found;
    const auto ran =
        connection.run(statement, {tenant.uuid, task.uuid}, [&found](const sql::Row& row) {
            found.push_back({.at = {row.integer(0)},
                             .person_id = maybe_person(row, 1),
                             .person_name = std::string(row.text(2)),
                             .what = std::string(row.text(3)),
                             .detail = std::string(row.text(4)),
                             .call_id = std::string(row.text(5))});
        });
    if (!ran) return ran.error();
    return found;
}

}  // namespace

base::Result<void> append_task_event(sql::Connection& connection, base::TenantId tenant,
                                     callbacks::TaskId task, const TaskEvent& event) {
    return change(connection, statements::task_log_insert,
                  {tenant.uuid, task.uuid, event.at.us, or_null(event.person_id),
                   std::string_view(event.person_name), std::string_view(event.what),
                   std::string_view(event.detail), std::string_view(event.call_id)});
}

base::Result<std::vector<TaskEvent>> task_events(sql::Connection& connection, base::TenantId tenant,
                                                 callbacks::TaskId task) {
    return events(connection, statements::task_log, tenant, task);
}

base::Result<std::optional<TaskEvent>> last_task_event(sql::Connection& connection,
                                                       base::TenantId tenant,
                                                       callbacks::TaskId task) {
    auto found = events(connection, statements::task_log_last, tenant, task);
    if (!found) return found.error();
    if (found->empty()) return std::optional<TaskEvent>();
    return std::optional(std::move(found->front()));
}

}  // namespace w3::store

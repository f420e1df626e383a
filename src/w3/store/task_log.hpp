#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/task.hpp"

#include <optional>
#include <string>
#include <vector>

/// The log of tasks: rows are appended, and the database itself refuses everything else. Each
/// function is part of the transaction that the connection is in; errors as sql::Connection.
namespace w3::store {

/// What happened to a task.
struct TaskEvent {
    base::Instant at;
    std::optional<people::PersonId> person_id = std::nullopt;  ///< nothing: the calls
    std::string person_name = {};
    std::string what;          ///< such as `claimed`
    std::string detail = {};   ///< a note, an outcome, a name, an instant
    std::string call_id = {};  ///< the call that did it
};

base::Result<void> append_task_event(sql::Connection& connection, base::TenantId tenant,
                                     callbacks::TaskId task, const TaskEvent& event);
/// The oldest first.
base::Result<std::vector<TaskEvent>> task_events(sql::Connection& connection, base::TenantId tenant,
                                                 callbacks::TaskId task);
/// Nothing: there is none.
base::Result<std::optional<TaskEvent>> last_task_event(sql::Connection& connection,
                                                       base::TenantId tenant,
                                                       callbacks::TaskId task);

}  // namespace w3::store

#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/known_call.hpp"
#include "w3/callbacks/placing.hpp"
#include "w3/callbacks/task.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The rows of tasks. Each function is part of the transaction that the connection is in; errors as
/// sql::Connection.
namespace w3::store {

/// What a call is to a task.
enum class CallPart { miss, attempt, contact };
std::string_view to_string(CallPart part);

struct TaskCall {
    callbacks::KnownCall known;
    std::string part;  ///< the name of a CallPart
};

/// Fault::conflict when the caller has an open task on this list already.
base::Result<void> add_task(sql::Connection& connection, base::TenantId tenant,
                            const callbacks::Task& task);
/// Writes a task whose version is one more than the kept one's. Fault::conflict when the kept one
/// is another by now, or the caller would have two open ones.
base::Result<void> update_task(sql::Connection& connection, base::TenantId tenant,
                               const callbacks::Task& task);
/// Replaces the calls that a task is about.
base::Result<void> keep_task_calls(sql::Connection& connection, base::TenantId tenant,
                                   callbacks::TaskId task,
                                   const std::vector<std::pair<std::string_view, CallPart>>& calls);

/// Nothing: the tenant has none of this id.
base::Result<std::optional<callbacks::Task>> find_task(sql::Connection& connection,
                                                       base::TenantId tenant, callbacks::TaskId id);
/// The one that a missed call belongs to.
base::Result<std::optional<callbacks::Task>> task_of_call(sql::Connection& connection,
                                                          base::TenantId tenant,
                                                          std::string_view call_id);
base::Result<std::optional<callbacks::Task>> open_task_of(sql::Connection& connection,
                                                          base::TenantId tenant,
                                                          std::string_view number,
                                                          base::Uuid scope);
/// Of one caller, on every list; the oldest first.
base::Result<std::vector<callbacks::KeptTask>> tasks_of(sql::Connection& connection,
                                                        base::TenantId tenant,
                                                        std::string_view number);
/// Those that are open, not due at `now`, and due by a calendar.
base::Result<std::vector<callbacks::Task>> tasks_due_after(sql::Connection& connection,
                                                           base::TenantId tenant,
                                                           base::Instant now);
/// By start.
base::Result<std::vector<TaskCall>> calls_of_task(sql::Connection& connection,
                                                  base::TenantId tenant, callbacks::TaskId task);

/// When people said that they tried, by task, of all tasks of a caller.
base::Result<std::map<callbacks::TaskId, std::vector<base::Instant>>> told_attempts_of(
    sql::Connection& connection, base::TenantId tenant, std::string_view number);

/// The contacts that are none, by list, of one caller.
base::Result<std::map<base::Uuid, std::set<std::string>>> voided_contacts_of(
    sql::Connection& connection, base::TenantId tenant, std::string_view number);
base::Result<void> void_contact(sql::Connection& connection, base::TenantId tenant,
                                const callbacks::Task& task);

/// The columns of `task_columns.part`. Fault::corrupt when the outcome is none of ours.
base::Result<callbacks::Task> task_of(const sql::Row& row);
/// Runs a statement that gives such rows.
base::Result<std::vector<callbacks::Task>> tasks_by(sql::Connection& connection,
                                                    const sql::Statement& statement,
                                                    std::span<const sql::Parameter> parameters);
/// What a name is found by.
std::string name_key(std::string_view name);

}  // namespace w3::store

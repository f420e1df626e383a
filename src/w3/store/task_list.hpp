#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Tasks as they are looked for. Whatever their number, about as many rows are read as are shown
/// (of a search: as many as have that beginning; when those are many, as many as it takes to fill
/// the page). Each function is part of the transaction that the connection is in; errors as
/// sql::Connection.
namespace w3::store {

/// Which tasks; closed, so that every `switch` over it is complete.
enum class Tab {
    to_call,  ///< open, and not planned for later: by when they are due, or were planned for
    mine,     ///< those that one person holds: the same
    planned,  ///< for later: by when
    closed,   ///< the newest first
    all,      ///< the caller who was missed last first
};
std::optional<Tab> tab_of(std::string_view name);

/// The stores whose tasks are seen; nothing: all tasks, those of no store included.
using Sight = std::optional<std::vector<base::StoreId>>;
bool is_in_sight(const std::optional<base::StoreId>& store, const Sight& sight);

/// Where a page ended: what the list is ordered by, and the task.
struct TaskPlace {
    std::int64_t key = 0;
    callbacks::TaskId id;
};

struct TaskQuestion {
    Tab tab = Tab::to_call;
    Sight sight = {};
    people::PersonId person = {};  ///< of Tab::mine
    bool overdue = false;          ///< only those that are; of the tab to_call
    std::string search = {};       ///< the beginning of a number or a name; empty: all
    std::optional<TaskPlace> after = std::nullopt;
    std::int64_t limit = 100;
    base::Instant now = {};
};

struct TaskPage {
    std::vector<callbacks::Task> tasks;
    std::optional<TaskPlace> next;  ///< nothing: it is the last
};

base::Result<TaskPage> list_tasks(sql::Connection& connection, base::TenantId tenant,
                                  const TaskQuestion& question);

/// How many there are, each counted up to `limits::callback_count_max`.
struct TaskCounts {
    std::int64_t to_call = 0;
    std::int64_t mine = 0;
    std::int64_t planned = 0;
    std::int64_t overdue = 0;
};
base::Result<TaskCounts> count_tasks(sql::Connection& connection, base::TenantId tenant,
                                     const Sight& sight, people::PersonId person,
                                     base::Instant now);

/// Those of a tenant that are not closed.
base::Result<std::int64_t> count_open_tasks(sql::Connection& connection, base::TenantId tenant);

}  // namespace w3::store

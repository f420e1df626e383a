#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/figures.hpp"

#include <functional>
#include <optional>

/// Tasks for those who count. Each function is part of the transaction that the connection is in;
/// errors as sql::Connection.
namespace w3::store {

/// Whose a task is to those who count.
struct WorkedBy {
    std::optional<base::StoreId> store;
    std::optional<people::PersonId> person;  ///< who has it, else who closed it
};

base::Result<void> each_task_begun(
    sql::Connection& connection, base::TenantId tenant, base::Instant from, base::Instant to,
    const std::function<void(const WorkedBy&, const callbacks::Worked&)>& take);

/// Of those that are open now.
base::Result<void> each_open_task(
    sql::Connection& connection, base::TenantId tenant, base::Instant now,
    const std::function<void(const WorkedBy&, bool is_overdue)>& take);

}  // namespace w3::store

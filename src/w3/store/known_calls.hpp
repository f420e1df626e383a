#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/known_call.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The rows of calls that callbacks know, and how far edgvoip has been followed. Each function is
/// part of the transaction that the connection is in; errors as sql::Connection.
namespace w3::store {

/// How far a tenant's calls have been followed.
struct CallSync {
    std::string token = "start";  ///< of edgvoip's `updated_since`
    std::int64_t round = 1;       ///< one more each time all calls come again
    base::Instant begun;          ///< when following began
    std::optional<base::Instant> synced = std::nullopt;  ///< when all calls were known last
};

/// Nothing: following has not begun.
base::Result<std::optional<CallSync>> call_sync_of(sql::Connection& connection,
                                                   base::TenantId tenant);
base::Result<void> keep_call_sync(sql::Connection& connection, base::TenantId tenant,
                                  const CallSync& sync);

base::Result<std::optional<callbacks::KnownCall>> find_known_call(sql::Connection& connection,
                                                                  base::TenantId tenant,
                                                                  std::string_view call_id);
base::Result<void> put_known_call(sql::Connection& connection, base::TenantId tenant,
                                  const callbacks::KnownCall& known, std::int64_t round);
base::Result<void> remove_known_call(sql::Connection& connection, base::TenantId tenant,
                                     std::string_view call_id);

/// By start.
base::Result<std::vector<callbacks::KnownCall>> known_calls_of(sql::Connection& connection,
                                                               base::TenantId tenant,
                                                               std::string_view number);

/// Removes the calls that no round since `round` had, and gives their numbers.
base::Result<std::vector<std::string>> forget_rounds_before(sql::Connection& connection,
                                                            base::TenantId tenant,
                                                            std::int64_t round);
/// Removes calls with everybody who was not heard of since `since` and for whom no task is open.
base::Result<void> forget_calls_before(sql::Connection& connection, base::TenantId tenant,
                                       base::Instant since);

/// The columns of `known_call_columns.part`. Fault::corrupt when a name is none of ours.
base::Result<callbacks::KnownCall> known_call_of(const sql::Row& row);

}  // namespace w3::store

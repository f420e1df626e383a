#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/rules.hpp"

#include <optional>

/// The rows of a tenant's rules for callbacks. Each function is part of the transaction that the
/// connection is in; errors as sql::Connection.
namespace w3::store {

/// What was kept, and the usual for what was not.
base::Result<callbacks::Rules> callback_rules_of(sql::Connection& connection,
                                                 base::TenantId tenant);

base::Result<void> keep_callback_settings(sql::Connection& connection, base::TenantId tenant,
                                          const callbacks::Settings& settings);

/// Of a store; nothing: those of stores that have none.
base::Result<void> keep_store_rules(sql::Connection& connection, base::TenantId tenant,
                                    const std::optional<base::StoreId>& store,
                                    const callbacks::StoreRules& rules);
/// From then on the store has the usual ones.
base::Result<void> remove_store_rules(sql::Connection& connection, base::TenantId tenant,
                                      const std::optional<base::StoreId>& store);

}  // namespace w3::store

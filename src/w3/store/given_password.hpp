#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/people/person.hpp"
#include "w3/store/audit.hpp"

#include <string_view>

namespace w3::store {

/// Gives a person a password that must be changed: sessions end, the lock-out is lifted, and the
/// row goes into the audit. Part of the connection's transaction; errors as sql::Connection.
base::Result<void> give_password(sql::Connection& connection, const people::Person& person,
                                 std::string_view password_hash, const AuditRow& row);

}  // namespace w3::store

#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/people/person.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The rows of people. Each function is part of the transaction that the connection is in; errors
/// as sql::Connection.
namespace w3::store {

/// Of a tenant, by name.
base::Result<std::vector<people::Person>> people_of(sql::Connection& connection,
                                                    base::TenantId tenant);
/// Nothing: the tenant has no such person.
base::Result<std::optional<people::Person>> find_person(sql::Connection& connection,
                                                        base::TenantId tenant, people::PersonId id);
base::Result<std::optional<people::Person>> find_person_by_email(sql::Connection& connection,
                                                                 base::TenantId tenant,
                                                                 std::string_view email);

/// Fault::conflict when the tenant has somebody with this address.
base::Result<void> add_person(sql::Connection& connection, const people::Person& person,
                              std::string_view password_hash);
/// Name, role, extension, stores and activity.
base::Result<void> update_person(sql::Connection& connection, const people::Person& person);

base::Result<void> set_language(sql::Connection& connection, const people::Person& person,
                                std::string_view language);

base::Result<std::string> password_hash_of(sql::Connection& connection,
                                           const people::Person& person);
base::Result<void> set_password(sql::Connection& connection, const people::Person& person,
                                std::string_view password_hash, bool must_change);
base::Result<void> note_login(sql::Connection& connection, const people::Person& person,
                              base::Instant at);

/// How a list of stores is kept: 16 bytes each; and back. Fault::corrupt when it is no such list.
std::string store_ids_bytes(const std::vector<base::StoreId>& ids);
base::Result<std::vector<base::StoreId>> store_ids_of(std::string_view bytes);

}  // namespace w3::store

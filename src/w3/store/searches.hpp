#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/people/person.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The rows of saved searches. Each function is part of the transaction that the connection is in;
/// errors as sql::Connection.
namespace w3::store {

/// A question that somebody keeps, as the page's address has it.
struct Search {
    base::Uuid id;
    people::PersonId owner;
    std::string owner_name;
    std::string name;
    std::string query;
    bool shared = false;  ///< with the owner's stores
};

/// The person's own, and those shared with a store the person sees; by name.
base::Result<std::vector<Search>> searches_for(sql::Connection& connection,
                                               const people::Person& person);
/// Fault::exhausted when the owner has `limits::searches_per_person_max`.
base::Result<void> add_search(sql::Connection& connection, base::TenantId tenant,
                              const Search& search);
/// Whose it is, and its name; nothing: the tenant has none of this id.
base::Result<std::optional<Search>> find_search(sql::Connection& connection, base::TenantId tenant,
                                                base::Uuid id);
base::Result<void> remove_search(sql::Connection& connection, base::TenantId tenant, base::Uuid id);

}  // namespace w3::store

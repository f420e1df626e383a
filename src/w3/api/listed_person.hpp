#pragma once

#include "base/error.hpp"
#include "http/json_writer.hpp"
#include "sql/connection.hpp"
#include "w3/people/person.hpp"

#include <optional>

namespace w3::api {

/// A person as admins see them.
struct ListedPerson {
    people::Person person;
    std::optional<base::Instant> locked_until;
};

/// With the lock-out of this moment; part of the connection's transaction.
base::Result<ListedPerson> listed(sql::Connection& connection, people::Person person,
                                  base::Instant now);

void write_listed_person(http::JsonWriter& json, const ListedPerson& listed);

}  // namespace w3::api

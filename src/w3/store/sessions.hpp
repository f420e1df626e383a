#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/people/session.hpp"

#include <optional>
#include <string_view>

/// The rows of sessions. Each function is part of the transaction that the connection is in; errors
/// as sql::Connection.
namespace w3::store {

/// Nothing: there is none. It may be over.
base::Result<std::optional<people::Session>> find_session(sql::Connection& connection,
                                                          std::string_view digest);

/// Also removes all that are over, and the person's surplus: `limits::sessions_per_person_max`.
base::Result<void> add_session(sql::Connection& connection, const people::Session& session);
base::Result<void> note_use(sql::Connection& connection, std::string_view digest,
                            base::Instant now);
base::Result<void> end_session(sql::Connection& connection, std::string_view digest);

/// Those that are not over.
base::Result<std::int64_t> count_sessions(sql::Connection& connection, base::Instant now);

/// All of a person but the one with this digest; empty: all.
base::Result<void> end_sessions(sql::Connection& connection, base::TenantId tenant,
                                people::PersonId person, std::string_view but = {});

}  // namespace w3::store

#pragma once

#include "base/error.hpp"
#include "sql/sqlite/connection.hpp"

#include <cstdint>
#include <string>

namespace edgvoip::store::sqlite {

/// The schema version this program writes: the number of its migrations.
std::int64_t latest_schema_version();

/// Fault::unsupported when another program or a newer version of this one made the database.
base::Result<void> check_schema(sql::Connection& connection);

/// Brings the database to the latest version, one migration a transaction, and gives that version.
/// Several processes may do so at once. Errors as `check_schema` and sql::Connection.
base::Result<std::int64_t> migrate(sql::Connection& connection);

/// How a reading connection is opened: it sees the `tenant_…` views and nothing else.
sql::sqlite::Options reader_options(const std::string& path);

}  // namespace edgvoip::store::sqlite

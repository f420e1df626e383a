#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <cstdint>
#include <span>

namespace sql::sqlite {

/// What makes a database one of a program: the mark in its header, and the steps up to today's
/// tables. The first step sets the mark.
struct Schema {
    std::int64_t application_id = 0;
    std::span<const Statement> migrations;

    /// The version that the program writes: the number of its migrations.
    std::int64_t latest() const { return static_cast<std::int64_t>(migrations.size()); }
};

/// Fault::unsupported when another program or a newer version of this one made the database.
base::Result<void> check_schema(sql::Connection& connection, const Schema& schema);

/// Brings the database to the latest version, one migration a transaction, and gives that version.
/// Several processes may do so at once. Errors as `check_schema` and sql::Connection.
base::Result<std::int64_t> migrate(sql::Connection& connection, const Schema& schema);

}  // namespace sql::sqlite

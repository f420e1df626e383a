#pragma once

#include "sql/sqlite/connection.hpp"
#include "sql/sqlite/schema.hpp"

#include <string>

namespace edgvoip::store::sqlite {

/// The tables of calls.
sql::sqlite::Schema calls_schema();

/// How a reading connection is opened: it sees the `tenant_…` views and nothing else.
sql::sqlite::Options reader_options(const std::string& path);

}  // namespace edgvoip::store::sqlite

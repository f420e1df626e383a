#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <initializer_list>

namespace w3::store {

/// Runs a statement that gives no rows and whose count nobody asks for.
inline base::Result<void> change(sql::Connection& connection, const sql::Statement& statement,
                                 std::initializer_list<sql::Parameter> parameters) {
    const auto ran = connection.run(statement, parameters);
    if (!ran) return ran.error();
    return {};
}

}  // namespace w3::store

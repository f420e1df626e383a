#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace w3::store {

/// Runs a statement and reads all its rows with `read`, which gives a Result; a row that cannot be
/// read is the error.
template <class Read>
auto rows_of(sql::Connection& connection, const sql::Statement& statement,
             std::span<const sql::Parameter> parameters, Read read)
    -> base::Result<
        std::vector<typename decltype(read(std::declval<const sql::Row&>()))::value_type>> {
    std::vector<typename decltype(read(std::declval<const sql::Row&>()))::value_type> rows;
    base::Result<void> sound;
    const auto ran = connection.run(statement, parameters, [&](const sql::Row& row) {
        auto one = read(row);
        if (one) {
            rows.push_back(std::move(*one));
        } else {
            sound = one.error();
        }
    });
    if (!ran) return ran.error();
    if (!sound) return sound.error();
    return rows;
}

template <class Read>
auto rows_of(sql::Connection& connection, const sql::Statement& statement,
             std::initializer_list<sql::Parameter> parameters, Read read) {
    return rows_of(connection, statement, std::span(parameters.begin(), parameters.size()),
                   std::move(read));
}

/// The first of them; nothing: there is none.
template <class Value>
base::Result<std::optional<Value>> first_of(base::Result<std::vector<Value>> rows) {
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Value>();
    return std::optional(std::move(rows->front()));
}

}  // namespace w3::store

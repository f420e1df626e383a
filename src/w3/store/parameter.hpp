#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "sql/connection.hpp"
#include "w3/people/person.hpp"

#include <optional>

/// How values that may be missing are bound, and read again.
namespace w3::store {

inline sql::Parameter or_null(const std::optional<base::Instant>& at) {
    if (!at) return sql::Null();
    return at->us;
}
inline sql::Parameter or_null(const std::optional<base::StoreId>& id) {
    if (!id) return sql::Null();
    return id->uuid;
}
inline sql::Parameter or_null(const std::optional<people::PersonId>& id) {
    if (!id) return sql::Null();
    return id->uuid;
}
inline sql::Parameter or_null(const std::optional<std::int64_t>& number) {
    if (!number) return sql::Null();
    return *number;
}

inline std::optional<base::Instant> maybe_instant(const sql::Row& row, int column) {
    const auto us = row.maybe_integer(column);
    if (!us) return std::nullopt;
    return base::Instant{*us};
}
inline std::optional<people::PersonId> maybe_person(const sql::Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return people::PersonId{row.uuid(column)};
}
inline std::optional<base::StoreId> maybe_store(const sql::Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return base::StoreId{row.uuid(column)};
}

}  // namespace w3::store

#pragma once

#include "w3/exports/file_name.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace w3::api {

/// What is wrong with a query of `GET /api/cdr` as that of an export, as a phrase; nothing when it
/// may be asked. What its filters mean, edgvoip says.
std::optional<std::string> query_fault(std::string_view query);

/// The query for the audit, decoded: numbers with their last digits hidden.
std::string masked_query(std::string_view query);

/// From when to when the query asks.
struct QueryInterval {
    std::string from;
    std::string to;
};
QueryInterval interval_of(std::string_view query);

}  // namespace w3::api

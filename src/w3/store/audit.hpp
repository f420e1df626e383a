#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/people/person.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// The audit: rows are appended, and the database itself refuses everything else. Each function is
/// part of the transaction that the connection is in; errors as sql::Connection.
namespace w3::store {

/// What somebody did. Never holds a password, a cookie or a token.
struct AuditRow {
    std::int64_t id = 0;  ///< given when it is kept
    base::Instant at;
    std::optional<people::PersonId> person_id;  ///< nothing: nobody who is known
    std::string person_name;
    std::string what;    ///< such as `login`
    std::string about;   ///< whom or what it was done to
    std::string detail;  ///< what was changed
    std::string client;  ///< the address it came from
};

base::Result<void> append_audit(sql::Connection& connection, base::TenantId tenant,
                                const AuditRow& row);

struct AuditQuestion {
    std::optional<people::PersonId> person_id;
    std::optional<std::string> what;
    std::int64_t page = 1;
    std::int64_t page_size = 50;
};

/// Hands the rows of a page to `on_row`, the newest first, and gives how many there are in all.
base::Result<std::int64_t> read_audit(sql::Connection& connection, base::TenantId tenant,
                                      const AuditQuestion& question,
                                      const std::function<void(const AuditRow&)>& on_row);

}  // namespace w3::store

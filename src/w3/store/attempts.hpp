#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/people/attempts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The rows of failed attempts. Each function is part of the transaction that the connection is in;
/// errors as sql::Connection.
namespace w3::store {

/// Of one account or client, by its key; none that anybody knows of: zero.
base::Result<people::Attempts> attempts_of(sql::Connection& connection, std::string_view key);

/// Who tries to prove an account, and from where.
struct AttemptKeys {
    std::string account;
    std::string client;
};

/// Whether an attempt is looked at.
struct Admission {
    std::int64_t wait_seconds = 0;  ///< until one is; 0: this one is, and counted as failed
    bool locks_account = false;     ///< when it fails, the account has to wait
};

/// Counts an attempt as failed, for account and client, unless one of them has to wait. Keeps at
/// most `limits::attempt_rows_max` rows; the oldest go.
base::Result<Admission> begin_attempt(sql::Connection& connection, const AttemptKeys& keys,
                                      base::Instant now);

/// The attempt succeeded: the account's failures are forgotten, the client's last one taken back.
base::Result<void> attempt_succeeded(sql::Connection& connection, const AttemptKeys& keys);

/// Forgets an account's failures.
base::Result<void> lift_lock_out(sql::Connection& connection, std::string_view account);

}  // namespace w3::store

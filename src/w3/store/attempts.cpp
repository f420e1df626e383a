#include "w3/store/attempts.hpp"

#include "w3/people/limits.hpp"
#include "w3/store/change.hpp"
#include "w3/store/sql/statements.hpp"

#include <algorithm>

namespace w3::store {
namespace {

base::Result<void> put(sql::Connection& connection, std::string_view key,
                       const people::Attempts& attempts) {
    return change(connection, statements::attempts_put,
                  {sql::Blob{key}, attempts.failed, attempts.last.us, attempts.wait_until.us});
}

/// Room for the two rows of an attempt.
base::Result<void> make_room(sql::Connection& connection, base::Instant now) {
    const std::int64_t forgotten = now.us - limits::attempts_memory_seconds * base::us_per_second;
    auto done = change(connection, statements::attempts_forgotten_delete, {forgotten});
    if (!done) return done;
    std::int64_t rows = 0;
    const auto counted = connection.run(statements::attempts_count, {},
                                        [&rows](const sql::Row& row) { rows = row.integer(0); });
    if (!counted) return counted.error();
    const std::int64_t surplus = rows + 2 - limits::attempt_rows_max;
    if (surplus <= 0) return {};
    return change(connection, statements::attempts_oldest_delete, {surplus});
}

}  // namespace

base::Result<people::Attempts> attempts_of(sql::Connection& connection, std::string_view key) {
    people::Attempts attempts;
    const auto ran =
        connection.run(statements::attempts, {sql::Blob{key}}, [&](const sql::Row& row) {
            attempts = {
                .failed = row.integer(0), .last = {row.integer(1)}, .wait_until = {row.integer(2)}};
        });
    if (!ran) return ran.error();
    return attempts;
}

base::Result<Admission> begin_attempt(sql::Connection& connection, const AttemptKeys& keys,
                                      base::Instant now) {
    const auto account = attempts_of(connection, keys.account);
    if (!account) return account.error();
    const auto client = attempts_of(connection, keys.client);
    if (!client) return client.error();
    const std::int64_t wait =
        std::max(people::wait_seconds(*account, now), people::wait_seconds(*client, now));
    if (wait > 0) return Admission{.wait_seconds = wait, .locks_account = false};
    if (const auto done = make_room(connection, now); !done) return done.error();
    const auto more = people::one_more(*account, limits::account_attempts_free, now);
    if (const auto done = put(connection, keys.account, more); !done) return done.error();
    const auto done =
        put(connection, keys.client, people::one_more(*client, limits::client_attempts_free, now));
    if (!done) return done.error();
    return Admission{.wait_seconds = 0, .locks_account = people::wait_seconds(more, now) > 0};
}

base::Result<void> attempt_succeeded(sql::Connection& connection, const AttemptKeys& keys) {
    if (auto done = lift_lock_out(connection, keys.account); !done) return done;
    const auto client = attempts_of(connection, keys.client);
    if (!client) return client.error();
    return put(connection, keys.client, people::taken_back(*client));
}

base::Result<void> lift_lock_out(sql::Connection& connection, std::string_view account) {
    return change(connection, statements::attempts_delete, {sql::Blob{account}});
}

}  // namespace w3::store

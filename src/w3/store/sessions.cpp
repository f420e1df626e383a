#include "w3/store/sessions.hpp"

#include "w3/people/limits.hpp"
#include "w3/store/change.hpp"
#include "w3/store/sql/statements.hpp"

namespace w3::store {
namespace {

std::int64_t before(base::Instant now, std::int64_t seconds) {
    return now.us - seconds * base::us_per_second;
}

}  // namespace

base::Result<std::optional<people::Session>> find_session(sql::Connection& connection,
                                                          std::string_view digest) {
    std::optional<people::Session> session;
    const auto ran =
        connection.run(statements::session, {sql::Blob{digest}}, [&](const sql::Row& row) {
            session = people::Session{.digest = std::string(digest),
                                      .tenant_id = {row.uuid(0)},
                                      .person_id = {row.uuid(1)},
                                      .csrf = std::string(row.text(2)),
                                      .began = {row.integer(3)},
                                      .last_used = {row.integer(4)}};
        });
    if (!ran) return ran.error();
    return session;
}

base::Result<void> add_session(sql::Connection& connection, const people::Session& session) {
    const base::Instant now = session.began;
    auto done = change(
        connection, statements::sessions_over_delete,
        {before(now, limits::session_idle_seconds_max), before(now, limits::session_seconds_max)});
    if (!done) return done;
    done = change(connection, statements::session_insert,
                  {sql::Blob{session.digest}, session.tenant_id.uuid, session.person_id.uuid,
                   std::string_view(session.csrf), session.began.us, session.last_used.us});
    if (!done) return done;
    return change(
        connection, statements::sessions_surplus_delete,
        {session.tenant_id.uuid, session.person_id.uuid, limits::sessions_per_person_max});
}

base::Result<void> note_use(sql::Connection& connection, std::string_view digest,
                            base::Instant now) {
    return change(connection, statements::session_used, {sql::Blob{digest}, now.us});
}

base::Result<void> end_session(sql::Connection& connection, std::string_view digest) {
    return change(connection, statements::session_delete, {sql::Blob{digest}});
}

base::Result<std::int64_t> count_sessions(sql::Connection& connection, base::Instant now) {
    std::int64_t count = 0;
    const auto ran = connection.run(
        statements::sessions_count,
        {before(now, limits::session_idle_seconds_max), before(now, limits::session_seconds_max)},
        [&](const sql::Row& row) { count = row.integer(0); });
    if (!ran) return ran.error();
    return count;
}

base::Result<void> end_sessions(sql::Connection& connection, base::TenantId tenant,
                                people::PersonId person, std::string_view but) {
    return change(connection, statements::sessions_of_person_delete,
                  {tenant.uuid, person.uuid, sql::Blob{but}});
}

}  // namespace w3::store

#include "w3/people/password.hpp"

#include "w3/api/audit_row.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/login_counts.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/attempts.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <utility>

namespace w3::api {
namespace {

struct Begun {
    store::Admission admission;
    std::string hash;
};

base::Result<Begun> begin(const Context& context, const Visitor& visitor,
                          const store::AttemptKeys& keys) {
    Begun begun;
    const auto done =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const auto admission = store::begin_attempt(connection, keys, context.clock->now());
            if (!admission) return admission.error();
            auto hash = store::password_hash_of(connection, visitor.person);
            if (!hash) return hash.error();
            begun = {*admission, std::move(*hash)};
            return {};
        });
    if (!done) return done.error();
    return begun;
}

http::Answer refuse(const Context& context, const http::Request& request, const Visitor& visitor,
                    bool locks) {
    if (locks) ++context.login_counts->lock_outs;
    const auto kept =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const std::string about = visitor.person.email;
            auto done = store::append_audit(connection, visitor.tenant->id,
                                            audit_row(context, request, visitor.person,
                                                      "login_failed", about, "password change"));
            if (!done || !locks) return done;
            return store::append_audit(
                connection, visitor.tenant->id,
                audit_row(context, request, visitor.person, "locked_out", about));
        });
    if (!kept) return store_problem(context, request, kept.error());
    return problem(ProblemKind::wrong_password, request);
}

http::ParameterError wrong_password(people::PasswordFault fault) {
    using people::PasswordFault;
    switch (fault) {
        case PasswordFault::not_utf8:
            return wrong("new", Reason::password_not_utf8, "is not UTF-8");
        case PasswordFault::too_long:
            return wrong("new", Reason::too_long, "is too long");
        case PasswordFault::too_short:
            return wrong(
                "new", Reason::password_too_short,
                "has fewer than " + std::to_string(limits::password_chars_min) + " characters");
        case PasswordFault::too_common:
            return wrong("new", Reason::password_too_common, "is too common");
        case PasswordFault::has_address:
            return wrong("new", Reason::password_has_address, "has the name of your address in it");
    }
    throw base::Bug("every fault of a password has its words");
}

}  // namespace

http::Answer change_password(const Context& context, const http::Request& request,
                             const Visitor& visitor) {
    JsonBody body(request.body);
    const base::Secret current(body.secret("current", limits::password_bytes_max));
    const base::Secret chosen(body.secret("new", limits::password_bytes_max));
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    if (auto fault = people::password_fault(chosen.reveal(), visitor.person.email)) {
        return refused_values({wrong_password(*fault)}, request);
    }
    const store::AttemptKeys keys{people::account_key(visitor.tenant->id, visitor.person.email),
                                  people::client_key(request.client_address)};
    const auto begun = begin(context, visitor, keys);
    if (!begun) return store_problem(context, request, begun.error());
    if (begun->admission.wait_seconds > 0) {
        return come_again(ProblemKind::too_many_attempts, begun->admission.wait_seconds, request);
    }
    if (!people::is_password(begun->hash, current)) {
        return refuse(context, request, visitor, begun->admission.locks_account);
    }
    const bool same = current.reveal() == chosen.reveal();
    const std::string hash = same ? "" : people::hash_password(chosen);
    const auto kept = context.database->write([&](sql::Connection& connection) {
        auto done = store::attempt_succeeded(connection, keys);
        if (!done || same) return done;
        done = store::set_password(connection, visitor.person, hash, false);
        if (done) {
            done = store::end_sessions(connection, visitor.tenant->id, visitor.person.id,
                                       visitor.session.digest);
        }
        if (done) {
            done = store::append_audit(
                connection, visitor.tenant->id,
                audit_row(context, request, visitor.person, "password_changed"));
        }
        return done;
    });
    if (!kept) return store_problem(context, request, kept.error());
    if (same)
        return refused_values(
            {wrong("new", Reason::same_password, "is the same as the current one")}, request);
    return done_answer();
}

}  // namespace w3::api

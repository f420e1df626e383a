#include "w3/api/audit_row.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/listed_person.hpp"
#include "w3/api/person_members.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/password.hpp"
#include "w3/store/given_password.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <optional>
#include <utility>

namespace w3::api {
namespace {

/// The person of the path; nothing when it is no id, or nobody's in this tenant.
base::Result<std::optional<people::Person>> person_of_path(sql::Connection& connection,
                                                           const http::Request& request,
                                                           const Visitor& visitor) {
    const auto id = base::Uuid::parse(request.path_value("person_id"));
    if (!id) return std::optional<people::Person>();
    return store::find_person(connection, visitor.tenant->id, {*id});
}

/// An admin who takes away the own right to administer may leave nobody who has it.
std::vector<http::ParameterError> self_inflicted(const people::Person& after,
                                                 const Visitor& visitor) {
    if (after.id != visitor.person.id) return {};
    std::vector<http::ParameterError> found;
    if (after.role != people::Role::admin)
        found.push_back(wrong("role", Reason::own_account, "is your own: ask another"));
    if (!after.active)
        found.push_back(wrong("active", Reason::own_account, "is your own: ask another"));
    return found;
}

/// Keeps the change, ends sessions that it touches, and says so in the audit.
base::Result<void> keep(sql::Connection& connection, const people::Person& before,
                        const people::Person& after, const store::AuditRow& row) {
    auto done = store::update_person(connection, after);
    if (done && changes_rights(before, after)) {
        done = store::end_sessions(connection, after.tenant_id, after.id);
    }
    if (done) done = store::append_audit(connection, after.tenant_id, row);
    return done;
}

}  // namespace

http::Answer change_person(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    JsonBody body(request.body);
    PersonMembers members = read_person_members(body);
    members.active = body.boolean("active");
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    std::optional<ListedPerson> changed;
    std::vector<http::ParameterError> wrongs;
    const auto kept =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const auto before = person_of_path(connection, request, visitor);
            if (!before) return before.error();
            if (!*before) return {};
            people::Person after = with_members(**before, members);
            wrongs = violations(after);
            for (auto& error : self_inflicted(after, visitor))
                wrongs.push_back(std::move(error));
            auto one = listed(connection, after, context.clock->now());
            if (!one) return one.error();
            changed = std::move(*one);
            const std::string what = changed_members(**before, after);
            if (!wrongs.empty() || what.empty()) return {};
            return keep(
                connection, **before, after,
                audit_row(context, request, visitor.person, "person_changed", after.email, what));
        });
    if (!kept) return store_problem(context, request, kept.error());
    if (!changed) return problem(ProblemKind::person_not_found, request);
    if (!wrongs.empty()) return refused_values(std::move(wrongs), request);
    return json_answer(200, [&](http::JsonWriter& json) { write_listed_person(json, *changed); });
}

http::Answer reset_password(const Context& context, const http::Request& request,
                            const Visitor& visitor) {
    if (auto errors = JsonBody(request.body).errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const base::Secret password = people::new_password();
    const std::string hash = people::hash_password(password);
    bool found = false;
    const auto kept =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const auto person = person_of_path(connection, request, visitor);
            if (!person) return person.error();
            found = person->has_value();
            if (!found) return {};
            return store::give_password(
                connection, **person, hash,
                audit_row(context, request, visitor.person, "password_reset", (*person)->email));
        });
    if (!kept) return store_problem(context, request, kept.error());
    if (!found) return problem(ProblemKind::person_not_found, request);
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.field("password", password.reveal());
        json.end_object();
    });
}

}  // namespace w3::api

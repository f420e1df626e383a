#include "w3/api/door.hpp"

#include "http/ascii.hpp"
#include "w3/api/audit_row.hpp"
#include "w3/api/cookie.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/random_text.hpp"
#include "w3/people/scope.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <string>
#include <utility>

namespace w3::api {
namespace {

struct Found {
    std::optional<people::Session> session;
    std::optional<people::Person> person;
};

base::Result<Found> find(const Context& context, std::string_view digest) {
    Found found;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto session = store::find_session(connection, digest);
            if (!session) return session.error();
            found.session = std::move(*session);
            if (!found.session) return {};
            auto person =
                store::find_person(connection, found.session->tenant_id, found.session->person_id);
            if (!person) return person.error();
            found.person = std::move(*person);
            return {};
        });
    if (!read) return read.error();
    return found;
}

/// When the disk is full a session goes on, and ends the sooner.
void note_use(const Context& context, const http::Request& request, const people::Session& session,
              base::Instant now) {
    const auto noted = context.database->write([&](sql::Connection& connection) {
        return store::note_use(connection, session.digest, now);
    });
    if (noted) return;
    context.observer->event(base::Severity::warning, "session_not_noted",
                            {{"request_id", std::string_view(request.request_id)},
                             {"detail", std::string_view(noted.error().detail)}});
}

bool has_csrf_token(const http::Request& request, const people::Session& session) {
    const auto token = request.header("X-CSRF-Token");
    return token && people::is_same(*token, session.csrf);
}

/// 403, and the audit says who tried.
http::Answer refuse_export(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    const auto kept = context.database->write([&](sql::Connection& connection) {
        return store::append_audit(connection, visitor.tenant->id,
                                   audit_row(context, request, visitor.person, "export_refused"));
    });
    if (!kept) return store_problem(context, request, kept.error());
    return problem(ProblemKind::not_permitted, request);
}

}  // namespace

std::variant<Visitor, http::Answer> visitor_of(const Context& context,
                                               const http::Request& request) {
    const auto cookie = session_cookie(request, context.secure_cookies);
    if (!cookie) return problem(ProblemKind::session_missing, request);
    auto found = find(context, people::digest_of(*cookie));
    if (!found) return store_problem(context, request, found.error());
    const base::Instant now = context.clock->now();
    if (!found->session || !found->person || !found->person->active ||
        people::is_over(*found->session, now)) {
        return problem(ProblemKind::session_missing, request);
    }
    const people::Tenant* tenant = context.tenants->by_id(found->person->tenant_id);
    if (tenant == nullptr) return problem(ProblemKind::session_missing, request);
    if (people::is_to_be_noted(*found->session, now)) {
        note_use(context, request, *found->session, now);
    }
    return Visitor{std::move(*found->session), std::move(*found->person), tenant};
}

http::Answer answer_at_the_door(const Context& context, const http::Request& request,
                                const VisitorRoute& route) {
    auto found = visitor_of(context, request);
    if (auto* refusal = std::get_if<http::Answer>(&found)) return std::move(*refusal);
    const Visitor& visitor = std::get<Visitor>(found);
    const auto let_in = [&]() -> http::Answer {
        if (request.method == http::Method::post) {
            if (!has_csrf_token(request, visitor.session)) {
                return problem(ProblemKind::csrf_refused, request);
            }
            if (auto refusal = refuse_other_than_json(request)) return std::move(*refusal);
        }
        if (visitor.person.must_change_password && !route.before_password_change) {
            return problem(ProblemKind::must_change_password, request);
        }
        if (route.for_admins && visitor.person.role != people::Role::admin) {
            return problem(ProblemKind::not_permitted, request);
        }
        if (route.for_exporters && !people::may_of(visitor.person).export_calls) {
            return refuse_export(context, request, visitor);
        }
        return route.endpoint(context, request, visitor);
    };
    http::Answer answer = let_in();
    answer.about = visitor.tenant->sip_domain;
    return answer;
}

std::optional<http::Answer> refuse_other_than_json(const http::Request& request) {
    const std::string_view field = request.header("Content-Type").value_or("");
    const std::string_view type = http::without_spaces(field.substr(0, field.find(';')));
    if (http::same_ignoring_case(type, "application/json")) return std::nullopt;
    return problem(ProblemKind::not_json, request);
}

std::optional<http::Answer> refuse_other_origin(const http::Request& request) {
    const auto site = request.header("Sec-Fetch-Site");
    const auto origin = request.header("Origin");
    const std::string host(request.header("Host").value_or(""));
    const bool is_ours = origin && (http::same_ignoring_case(*origin, "https://" + host) ||
                                    http::same_ignoring_case(*origin, "http://" + host));
    if (site ? *site == "same-origin" : is_ours) return std::nullopt;
    return problem(ProblemKind::other_origin, request);
}

}  // namespace w3::api

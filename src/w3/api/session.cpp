#include "w3/api/audit_row.hpp"
#include "w3/api/cookie.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/problems.hpp"
#include "w3/api/session_json.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <utility>

namespace w3::api {

http::Answer show_session(const Context&, const http::Request&, const Visitor& visitor) {
    return session_answer(visitor);
}

http::Answer log_out(const Context& context, const http::Request& request, const Visitor& visitor) {
    if (auto errors = JsonBody(request.body).errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const auto ended = context.database->write([&](sql::Connection& connection) {
        auto done = store::end_session(connection, visitor.session.digest);
        if (done) {
            done = store::append_audit(connection, visitor.tenant->id,
                                       audit_row(context, request, visitor.person, "logout"));
        }
        return done;
    });
    if (!ended) return store_problem(context, request, ended.error());
    http::Answer answer = done_answer();
    clear_session_cookie(answer, context.secure_cookies);
    return answer;
}

http::Answer change_me(const Context& context, const http::Request& request,
                       const Visitor& visitor) {
    JsonBody body(request.body);
    const std::string language = body.text("language", 2);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    if (language != "it" && language != "en") {
        return refused_values({wrong("language", Reason::no_choice, "is not it or en")}, request);
    }
    Visitor changed = visitor;
    changed.person.language = language;
    const auto kept = context.database->write([&](sql::Connection& connection) {
        return store::set_language(connection, changed.person, language);
    });
    if (!kept) return store_problem(context, request, kept.error());
    return session_answer(changed);
}

}  // namespace w3::api

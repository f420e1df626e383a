#include "w3/api/problems.hpp"

#include <array>
#include <utility>

namespace w3::api {
namespace {

constexpr std::int64_t retry_seconds = 2;

constexpr auto texts = std::to_array<ProblemText>({
    {ProblemKind::session_missing, 401, "/problems/session-missing", "No session",
     "log in: there is no session, or it is over"},
    {ProblemKind::login_refused, 401, "/problems/login-refused", "Login refused",
     "address, password and domain do not name an account"},
    {ProblemKind::other_origin, 403, "/problems/other-origin", "Another origin",
     "this is taken from pages of this server only: Sec-Fetch-Site or Origin says otherwise"},
    {ProblemKind::csrf_refused, 403, "/problems/csrf-refused", "CSRF token missing or wrong",
     "send the session's csrf in the header X-CSRF-Token"},
    {ProblemKind::must_change_password, 403, "/problems/must-change-password",
     "Password to be changed", "choose a password of your own first"},
    {ProblemKind::not_permitted, 403, "/problems/not-permitted", "Not permitted",
     "your role does not do this"},
    {ProblemKind::wrong_password, 403, "/problems/wrong-password", "Wrong password",
     "the current password is another"},
    {ProblemKind::callback_people_off, 403, "/problems/callback-people-off",
     "Figures of people off",
     "the tenant does not have figures of single people, or your role does not see them"},
    {ProblemKind::person_not_found, 404, "/problems/person-not-found", "Person not found",
     "there is no such person"},
    {ProblemKind::search_not_found, 404, "/problems/search-not-found", "Search not found",
     "there is no such search"},
    {ProblemKind::export_not_found, 404, "/problems/export-not-found", "Export not found",
     "there is no such export, or it was removed: it is kept for so long only"},
    {ProblemKind::callback_not_found, 404, "/problems/callback-not-found", "Callback not found",
     "there is no such callback"},
    {ProblemKind::export_not_done, 409, "/problems/export-not-done", "Export not done",
     "there is no file: see the export's state"},
    {ProblemKind::callback_changed, 409, "/problems/callback-changed", "Callback changed",
     "somebody was first: task is how it is now"},
    {ProblemKind::callback_held, 409, "/problems/callback-held", "Callback held",
     "somebody else is at it: task says who"},
    {ProblemKind::callback_closed, 409, "/problems/callback-closed", "Callback closed",
     "it is closed: it can be opened again as a new one"},
    {ProblemKind::callback_open, 409, "/problems/callback-open", "Callback not closed so",
     "it is not closed, or not in the way or lately enough to be taken back"},
    {ProblemKind::callback_exists, 409, "/problems/callback-exists", "Callback exists",
     "somebody waits for this caller already: see task_id"},
    {ProblemKind::not_json, 415, "/problems/not-json", "Not JSON",
     "send a JSON object with Content-Type: application/json"},
    {ProblemKind::too_many_attempts, 429, "/problems/too-many-attempts", "Too many attempts",
     "come again after Retry-After seconds"},
    {ProblemKind::too_many_exports, 429, "/problems/too-many-exports", "Too many exports",
     "as many exports of yours are being made as may be: wait for one, or cancel it"},
    {ProblemKind::too_many_logins, 503, "/problems/too-many-logins", "Too many logins",
     "too many passwords are being looked at: come again after Retry-After seconds"},
    {ProblemKind::exports_busy, 503, "/problems/exports-busy", "Exports busy",
     "as many exports are being made as may be: come again after Retry-After seconds"},
    {ProblemKind::busy, 503, "/problems/busy", "Busy",
     "too many requests are being answered: come again after Retry-After seconds"},
    {ProblemKind::edgvoip_unavailable, 503, "/problems/edgvoip-unavailable", "Calls unavailable",
     "the server that keeps the calls does not answer: come again after Retry-After seconds"},
    {ProblemKind::edgvoip_refuses, 503, "/problems/edgvoip-refuses", "Calls refused",
     "the server that keeps the calls does not take W3's tokens; the log has this request_id"},
    {ProblemKind::live_unavailable, 503, "/problems/live-unavailable", "Live calls unavailable",
     "which calls are on now is not known: come again after Retry-After seconds"},
    {ProblemKind::store_unavailable, 503, "/problems/store-unavailable", "Store unavailable",
     "what W3 keeps cannot be read or written now: come again after Retry-After seconds"},
    {ProblemKind::store_damaged, 500, "/problems/store-damaged", "Store damaged",
     "what W3 keeps fails its checks; the log has this request_id"},
});

}  // namespace

std::span<const ProblemText> problem_texts() {
    return texts;
}

http::Answer problem(ProblemKind kind, const http::Request& request) {
    const ProblemText& text = texts[static_cast<std::size_t>(kind)];
    base::check(text.kind == kind, "problem texts are in the order of the enum");
    http::Problem out;
    out.status = text.status;
    out.type = text.type;
    out.title = text.title;
    out.detail = text.detail;
    http::Answer answer = http::to_answer(out, request.request_id);
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

http::Answer problem_with(ProblemKind kind, const http::Request& request,
                          const std::function<void(http::JsonWriter&)>& write) {
    http::Answer answer = problem(kind, request);
    base::check(answer.body.ends_with('}'), "a problem is an object");
    answer.body.back() = ',';
    http::JsonWriter json(answer.body);
    write(json);
    answer.body += '}';
    return answer;
}

http::Answer come_again(ProblemKind kind, std::int64_t seconds, const http::Request& request) {
    http::Answer answer = problem(kind, request);
    answer.headers.emplace_back("Retry-After", std::to_string(seconds));
    return answer;
}

http::Answer refused_values(std::vector<http::ParameterError> errors,
                            const http::Request& request) {
    http::Problem out;
    out.status = 422;
    out.type = "/problems/refused-values";
    out.title = "Values refused";
    out.detail = "values of the body are not taken: see errors";
    out.errors = std::move(errors);
    http::Answer answer = http::to_answer(out, request.request_id);
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

http::Answer store_problem(const Context& context, const http::Request& request,
                           const base::Error& error) {
    const bool passing =
        error.fault == base::Fault::unavailable || error.fault == base::Fault::exhausted;
    context.observer->event(base::Severity::error, "store_failed",
                            {{"request_id", std::string_view(request.request_id)},
                             {"fault", base::to_string(error.fault)},
                             {"detail", std::string_view(error.detail)}});
    if (!passing) return problem(ProblemKind::store_damaged, request);
    return come_again(ProblemKind::store_unavailable, retry_seconds, request);
}

}  // namespace w3::api

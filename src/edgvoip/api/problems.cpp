#include "edgvoip/api/problems.hpp"

#include "http/problem.hpp"

namespace edgvoip::api {

const std::array<ProblemText, 13>& problem_texts() {
    static constexpr std::array<ProblemText, 13> texts = {{
        {ProblemKind::token_missing, 401, "/problems/token-missing", "Token missing",
         "send the header Authorization: Bearer <token>, once"},
        {ProblemKind::token_invalid, 401, "/problems/token-invalid", "Token not valid",
         "the token is not valid here"},
        {ProblemKind::token_expired, 401, "/problems/token-expired", "Token expired",
         "the token has expired: get a new one"},
        {ProblemKind::tenant_unknown, 403, "/problems/tenant-unknown", "Tenant unknown",
         "the token's sip_domain and tenant_id do not name one tenant"},
        {ProblemKind::tenant_not_allowed, 403, "/problems/tenant-not-allowed", "Tenant not allowed",
         "the token's issuer may not speak for this tenant"},
        {ProblemKind::tenant_differs, 403, "/problems/tenant-differs", "Tenant differs",
         "sip_domain is not the token's"},
        {ProblemKind::call_not_found, 404, "/problems/call-not-found", "Call not found",
         "there is no such call"},
        {ProblemKind::file_not_found, 404, "/problems/file-not-found", "File not found",
         "there is no such file"},
        {ProblemKind::sync_token_expired, 410, "/problems/sync-token-expired", "Sync token expired",
         "what changed since this token cannot be told any more: forget the calls you have and "
         "begin again with updated_since=start"},
        {ProblemKind::store_unavailable, 503, "/problems/store-unavailable", "Store unavailable",
         "the calls cannot be read now: try again"},
        {ProblemKind::store_corrupt, 500, "/problems/store-corrupt", "Store damaged",
         "stored calls fail their checks; the server's log has this request_id"},
        {ProblemKind::not_ready, 503, "/problems/not-ready", "Not ready",
         "the server cannot answer questions yet: try again"},
        {ProblemKind::live_unavailable, 503, "/problems/live-unavailable",
         "Live calls not available",
         "there is no link to the PBX now, so which calls go on is not known"},
    }};
    return texts;
}

http::Answer problem(ProblemKind kind, const http::Request& request) {
    constexpr const char* retry_after_seconds = "2";
    const ProblemText& text = problem_texts()[static_cast<std::size_t>(kind)];
    base::check(text.kind == kind, "problem texts are in the order of the enum");
    http::Problem out;
    out.status = text.status;
    out.type = text.type;
    out.title = text.title;
    out.detail = text.detail;
    http::Answer answer = http::to_answer(out, request.request_id);
    answer.headers.emplace_back("Cache-Control", "no-store");
    if (text.status == 503) answer.headers.emplace_back("Retry-After", retry_after_seconds);
    return answer;
}

http::Answer store_problem(const ApiContext& context, const http::Request& request,
                           const base::Error& error) {
    const bool passing =
        error.fault == base::Fault::unavailable || error.fault == base::Fault::exhausted;
    context.observer->event(base::Severity::error, "store_failed",
                            {{"request_id", std::string_view(request.request_id)},
                             {"fault", base::to_string(error.fault)},
                             {"detail", std::string_view(error.detail)}});
    return problem(passing ? ProblemKind::store_unavailable : ProblemKind::store_corrupt, request);
}

}  // namespace edgvoip::api

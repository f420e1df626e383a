#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/open_answer.hpp"
#include "edgvoip/api/problems.hpp"

namespace edgvoip::api {
namespace {

http::Answer status_answer(std::string_view status) {
    http::Answer answer;
    answer.headers.emplace_back("Cache-Control", "no-store");
    answer.body = "{\"status\":\"" + std::string(status) + "\"}";
    return answer;
}

}  // namespace

http::Answer health(const ApiContext&, const http::Request& request) {
    if (auto refusal = refuse_parameters(request)) return *refusal;
    return status_answer("ok");
}

http::Answer readiness(const ApiContext& context, const http::Request& request) {
    if (auto refusal = refuse_parameters(request)) return *refusal;
    const auto ready = context.readiness();
    if (ready) return status_answer("ready");
    context.observer->event(base::Severity::warning, "not_ready",
                            {{"detail", std::string_view(ready.error().detail)}});
    return problem(ProblemKind::not_ready, request);
}

}  // namespace edgvoip::api

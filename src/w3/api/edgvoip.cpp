#include "w3/api/edgvoip.hpp"

#include "http/percent_encoding.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/problems.hpp"

#include <array>
#include <utility>

namespace w3::api {
namespace {

constexpr std::int64_t retry_seconds = 2;

/// What of edgvoip's header is for the pages.
constexpr std::array<std::string_view, 6> handed_on = {
    "ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "Cache-Control"};

http::Answer failed(const Context& context, const http::Request& request, ProblemKind kind,
                    std::string_view detail) {
    context.observer->event(
        base::Severity::error, "edgvoip_failed",
        {{"request_id", std::string_view(request.request_id)}, {"detail", detail}});
    return come_again(kind, retry_seconds, request);
}

}  // namespace

http::Answer handed_back(http::Response response) {
    http::Answer answer;
    answer.status = response.status;
    answer.content_type = response.header("Content-Type").value_or("application/json");
    for (const std::string_view name : handed_on) {
        if (const auto value = response.header(name)) answer.headers.emplace_back(name, *value);
    }
    // One address answers differently to different people.
    answer.headers.emplace_back("Vary", "Cookie");
    answer.body = std::move(response.body);
    return answer;
}

std::variant<http::Response, http::Answer> response_of_edgvoip(const Context& context,
                                                               const http::Request& request,
                                                               const Visitor& visitor,
                                                               const std::string& target,
                                                               std::string_view if_none_match) {
    auto response = context.reader->get(
        {*visitor.tenant, visitor.person, request.client_address, request.request_id}, target,
        if_none_match);
    if (!response) {
        return failed(context, request, ProblemKind::edgvoip_unavailable, response.error().detail);
    }
    // It is W3's token that is not taken, and no matter of the person, who would log in for ever.
    if (response->status == 401) {
        return failed(context, request, ProblemKind::edgvoip_refuses,
                      "edgvoip takes no token of W3: see its auth.issuer and its log");
    }
    return std::move(*response);
}

http::Answer ask_edgvoip(const Context& context, const http::Request& request,
                         const Visitor& visitor) {
    std::string target = http::percent_encoded(request.path);
    if (!request.query.empty()) target += "?" + request.query;
    auto asked = response_of_edgvoip(context, request, visitor, target,
                                     request.header("If-None-Match").value_or(""));
    if (auto* problem = std::get_if<http::Answer>(&asked)) return std::move(*problem);
    return handed_back(std::get<http::Response>(std::move(asked)));
}

}  // namespace w3::api

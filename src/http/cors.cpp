#include "http/cors.hpp"

#include <algorithm>
#include <utility>

namespace http {
namespace {

constexpr std::string_view host_marks = ".-:[]";
constexpr std::string_view readable_fields =
    "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";
constexpr std::string_view sendable_fields = "Authorization, If-None-Match, X-Request-Id";
constexpr std::string_view preflight_seconds = "600";

/// RFC 6454 section 6.2: scheme, host and, unless it is the scheme's own, port.
bool is_origin(std::string_view text) {
    const std::size_t scheme = text.starts_with("https://")  ? 8
                               : text.starts_with("http://") ? 7
                                                             : 0;
    const std::string_view host = text.substr(scheme);
    return scheme > 0 && !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      host_marks.find(c) != std::string_view::npos;
           });
}

}  // namespace

base::Result<CorsPolicy> CorsPolicy::parse(std::vector<std::string> origins) {
    for (const std::string& origin : origins) {
        if (is_origin(origin)) continue;
        return base::invalid("'" + origin + "' is not an origin such as https://crm.example");
    }
    CorsPolicy policy;
    policy.origins_ = std::move(origins);
    return policy;
}

std::optional<std::string> CorsPolicy::origin_of(const Request& request) const {
    if (origins_.empty()) return std::nullopt;
    const auto origin = request.header("Origin");
    if (!origin) return std::nullopt;
    const auto found = std::find(origins_.begin(), origins_.end(), *origin);
    return found == origins_.end() ? std::nullopt : std::optional(*found);
}

std::optional<Answer> CorsPolicy::preflight(const Request& request) const {
    if (request.method != Method::options) return std::nullopt;
    if (!request.header("Access-Control-Request-Method") || !origin_of(request)) {
        return std::nullopt;
    }
    Answer answer;
    answer.status = 204;
    answer.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD");
    answer.headers.emplace_back("Access-Control-Allow-Headers", sendable_fields);
    answer.headers.emplace_back("Access-Control-Max-Age", preflight_seconds);
    return answer;
}

void CorsPolicy::allow(std::string_view origin, Answer& answer) {
    answer.headers.emplace_back("Access-Control-Allow-Origin", origin);
    answer.headers.emplace_back("Access-Control-Expose-Headers", readable_fields);
}

void CorsPolicy::tell_caches(Answer& answer) const {
    if (!origins_.empty()) answer.headers.emplace_back("Vary", "Origin");
}

}  // namespace http

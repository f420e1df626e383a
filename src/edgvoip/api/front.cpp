#include "edgvoip/api/front.hpp"

#include "edgvoip/api/client_key.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace edgvoip::api {
namespace {

/// Answers are data: nobody shows them in a frame, runs them, or is told where they were.
constexpr std::pair<std::string_view, std::string_view> security_fields[] = {
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
};

void add_security_fields(http::Answer& answer) {
    for (const auto& [name, value] : security_fields) {
        const bool has_its_own =
            std::any_of(answer.headers.begin(), answer.headers.end(),
                        [wanted = name](const auto& field) { return field.first == wanted; });
        if (!has_its_own) answer.headers.emplace_back(name, value);
    }
}

}  // namespace

Front::Front(http::TrustedProxies proxies, http::CorsPolicy cors, Limit& clients,
             http::LaterHandler next)
    : proxies_(std::move(proxies)),
      cors_(std::move(cors)),
      clients_(clients),
      next_(std::move(next)) {}

void Front::answer(http::Request request, const http::Reply& reply) {
    request.client_address = proxies_.client_of(request.client_address, request.headers);
    auth::Pace pace;
    if (clients_.is_on()) pace = clients_.take(client_key(request));
    const auto origin = cors_.origin_of(request);
    const auto send = [this, pace, origin, reply](http::Answer answer) {
        finish(pace, origin, answer);
        reply(std::move(answer));
    };
    if (!pace.allowed) return send(clients_.refusal(pace, request));
    if (auto preflight = cors_.preflight(request)) return send(std::move(*preflight));
    next_(std::move(request), send);
}

void Front::finish(const auth::Pace& pace, const std::optional<std::string>& origin,
                   http::Answer& answer) const {
    if (pace.allowed) clients_.tell(pace, answer);
    if (origin) http::CorsPolicy::allow(*origin, answer);
    cors_.tell_caches(answer);
    add_security_fields(answer);
}

}  // namespace edgvoip::api

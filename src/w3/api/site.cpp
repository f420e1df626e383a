#include "w3/api/site.hpp"

#include "w3/api/problems.hpp"
#include "w3/api/routes.hpp"

#include <memory>
#include <utility>

namespace w3::api {
namespace {

constexpr std::int64_t retry_seconds = 2;

/// Only what this server sends, and nothing from anywhere else. Libraries set styles from scripts,
/// which `style-src` does not forbid. A policy of no-referrer would have browsers send `Origin:
/// null` with POST.
constexpr std::pair<std::string_view, std::string_view> security_fields[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
     "frame-ancestors 'none'"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"},
};

void add_security_fields(http::Answer& answer) {
    for (const auto& [name, value] : security_fields)
        answer.headers.emplace_back(name, value);
}

}  // namespace

Site::Site(http::TrustedProxies proxies, const Pages& pages, const http::Router& router,
           Lanes lanes)
    : proxies_(std::move(proxies)), pages_(pages), router_(router), lanes_(lanes) {}

void Site::answer(http::Request request, const http::Reply& reply) {
    request.client_address = proxies_.client_of(request.client_address, request.headers);
    const auto send = [reply](http::Answer answer) {
        add_security_fields(answer);
        reply(std::move(answer));
    };
    const std::string_view route = router_.route_of(request.path);
    if (route.empty()) return send(pages_.answer(request));
    const bool hashes = works_on_password(request.method, route);
    Workers& workers = hashes ? lanes_.passwords : lanes_.requests;
    // A std::function must be copied, and a request is not small.
    const auto shared = std::make_shared<http::Request>(std::move(request));
    const bool taken =
        workers.take([this, shared, send] { send(router_.answer(std::move(*shared))); });
    if (taken) return;
    send(come_again(hashes ? ProblemKind::too_many_logins : ProblemKind::busy, retry_seconds,
                    *shared));
}

std::string_view Site::route_of(std::string_view path) const {
    const std::string_view route = router_.route_of(path);
    return route.empty() ? pages_.route_of(path) : route;
}

}  // namespace w3::api

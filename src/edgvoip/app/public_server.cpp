#include "edgvoip/app/public_server.hpp"

#include "edgvoip/api/front.hpp"
#include "edgvoip/app/api_tls.hpp"

#include <chrono>
#include <utility>

namespace edgvoip::app {
namespace {

base::Result<http::TrustedProxies> proxies_of(const Config& config) {
    auto proxies = http::TrustedProxies::parse(config.api_trusted_proxies);
    if (!proxies) return base::within("api.trusted_proxies", proxies.error());
    return proxies;
}

base::Result<http::CorsPolicy> cors_of(const Config& config) {
    auto policy = http::CorsPolicy::parse(config.api_cors_origins);
    if (!policy) return base::within("api.cors_origins", policy.error());
    return policy;
}

}  // namespace

PublicLimits::PublicLimits(const Config& config)
    : clients("ip", {.count = config.ip_per_second, .burst = config.ip_burst},
              std::chrono::steady_clock::now),
      tenants("tenant", {.count = config.tenant_per_second, .burst = config.tenant_burst},
              std::chrono::steady_clock::now),
      bad_tokens("bad-tokens",
                 {.count = config.bad_tokens_per_minute,
                  .burst = config.bad_tokens_per_minute,
                  .period = std::chrono::minutes(1)},
                 std::chrono::steady_clock::now) {}

base::Result<void> check_public(const Config& config) {
    if (const auto proxies = proxies_of(config); !proxies) return proxies.error();
    if (const auto cors = cors_of(config); !cors) return cors.error();
    return check_api_tls(config);
}

base::Result<std::unique_ptr<http::Server>> start_public_server(const Config& config,
                                                                PublicLimits& limits,
                                                                const http::Router& router,
                                                                WaitingRoom& waiting_room,
                                                                base::Observer& observer) {
    auto proxies = proxies_of(config);
    if (!proxies) return proxies.error();
    auto cors = cors_of(config);
    if (!cors) return cors.error();
    if (const auto checked = check_api_tls(config); !checked) return checked.error();
    const http::AddressList addresses = proxies->addresses();
    const auto front = std::make_shared<api::Front>(
        std::move(*proxies), std::move(*cors), limits.clients,
        [&waiting_room](http::Request request, const http::Reply& reply) {
            waiting_room.answer(std::move(request), reply);
        });
    auto server = http::Server::start(
        {.listen = config.api_listen,
         .observer = &observer,
         .route_of = [&router](std::string_view path) { return router.route_of(path); },
         .connections_per_client_max = static_cast<std::size_t>(config.api_connections_per_client),
         .proxies = addresses,
         .tls = api_tls(config)},
        http::LaterHandler([front](http::Request request, const http::Reply& reply) {
            front->answer(std::move(request), reply);
        }));
    if (!server) return base::within("api.listen", server.error());
    return std::move(*server);
}

}  // namespace edgvoip::app

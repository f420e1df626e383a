#include "w3/app/listener.hpp"

#include "w3/people/limits.hpp"

#include <utility>

namespace w3::app {
namespace {

std::optional<http::TlsFiles> tls_of(const Config& config) {
    if (config.tls_certificate.empty()) return std::nullopt;
    return http::TlsFiles{.certificate = config.tls_certificate, .key = config.tls_key};
}

/// The listener names its files as the keys of `[w3]` are named.
base::Result<void> within_w3(base::Result<void> checked) {
    if (checked) return checked;
    base::Error error = checked.error();
    error.detail.insert(0, "w3.");
    return error;
}

}  // namespace

base::Result<http::TrustedProxies> proxies_of(const Config& config) {
    auto proxies = http::TrustedProxies::parse(config.trusted_proxies);
    if (!proxies) return base::within("w3.trusted_proxies", proxies.error());
    return proxies;
}

base::Result<void> check_listener(const Config& config) {
    if (const auto proxies = proxies_of(config); !proxies) return proxies.error();
    const auto files = tls_of(config);
    return files ? within_w3(http::check_tls_files(*files)) : base::Result<void>();
}

base::Result<void> reload_tls(http::Server& server) {
    return within_w3(server.reload_tls());
}

base::Result<std::unique_ptr<http::Server>> start_listener(const Config& config, api::Site& site,
                                                           base::Observer& observer) {
    if (const auto checked = check_listener(config); !checked) return checked.error();
    const auto proxies = proxies_of(config);
    if (!proxies) return proxies.error();
    auto server = http::Server::start(
        {.listen = config.listen,
         .bodies = true,
         .observer = &observer,
         .route_of = [&site](std::string_view path) { return site.route_of(path); },
         .body_bytes_max = limits::body_bytes_max,
         .connections_per_client_max = static_cast<std::size_t>(config.connections_per_client),
         .proxies = proxies->addresses(),
         .tls = tls_of(config)},
        http::LaterHandler([&site](http::Request request, const http::Reply& reply) {
            site.answer(std::move(request), reply);
        }));
    if (!server) return base::within("w3.listen", server.error());
    return std::move(*server);
}

}  // namespace w3::app

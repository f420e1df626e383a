#include "edgvoip/app/private_server.hpp"

#include "access/basic.hpp"
#include "base/secret.hpp"
#include "edgvoip/app/refusal.hpp"
#include "http/address_list.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace edgvoip::app {
namespace {

constexpr std::string_view freeswitch_path = "/ingest/freeswitch";
constexpr std::string_view metrics_path = "/metrics";
constexpr std::string_view index_check_path = "/index/check";

/// Who may come in: by address, then by name and password. What is not configured is not asked.
struct Door {
    http::AddressList allowed;
    std::optional<auth::BasicCredentials> credentials;

    std::optional<http::Answer> refuses(const http::Request& request) const {
        // Who may open a Unix socket is said by the permissions of its folder.
        const bool has_address = request.client_address != "unix";
        if (has_address && !allowed.empty() && !allowed.contains(request.client_address)) {
            return refusal(403, "this address may not come in here", request);
        }
        if (credentials && !credentials->accepts(request.header("Authorization"))) {
            return refusal(401, "the user or password is not the configured one", request);
        }
        return std::nullopt;
    }
};

http::Answer show_metrics(const PrivateEndpoints& endpoints, const http::Request& request) {
    if (request.method == http::Method::get || request.method == http::Method::head) {
        return endpoints.metrics();
    }
    return refuse_method("GET, HEAD", "metrics are read with GET", request);
}

base::Result<Door> make_door(const Config& config) {
    auto allowed = http::AddressList::parse(config.private_allow);
    if (!allowed) return base::within("private.allow", allowed.error());
    Door door{std::move(*allowed), std::nullopt};
    if (config.private_user.empty()) return door;
    const auto password = base::Secret::read_file(config.private_password_file);
    if (!password) return base::within("private.password_file", password.error());
    door.credentials.emplace(config.private_user, *password);
    return door;
}

}  // namespace

base::Result<void> check_private(const Config& config) {
    if (config.private_listen.empty()) return {};
    if (config.private_user.empty() != config.private_password_file.empty()) {
        return base::invalid(
            "private.user and private.password_file go together: set both, or neither");
    }
    if (config.private_user.find(':') != std::string::npos) {
        return base::invalid("private.user has a colon, which basic authentication cannot send");
    }
    if (http::is_loopback(config.private_listen)) return {};
    if (config.private_user.empty() || config.private_allow.empty()) {
        return base::invalid(
            "private.listen '" + config.private_listen +
            "' can be reached from other machines: set private.user, private.password_file and "
            "private.allow (the addresses of your PBX), or listen on 127.0.0.1");
    }
    return {};
}

base::Result<std::unique_ptr<http::Server>> start_private_server(const Config& config,
                                                                 PrivateEndpoints endpoints,
                                                                 base::Observer& observer) {
    if (const auto checked = check_private(config); !checked) return checked.error();
    if (config.private_listen.empty()) return std::unique_ptr<http::Server>();
    auto door = make_door(config);
    if (!door) return door.error();
    auto answer = [door = std::move(*door), endpoints = std::move(endpoints)](
                      const http::Request& request, const http::Reply& reply) {
        if (auto refused = door.refuses(request)) return reply(std::move(*refused));
        if (request.path == freeswitch_path) {
            return endpoints.post->answer(request, reply);
        }
        if (request.path == metrics_path) return reply(show_metrics(endpoints, request));
        if (request.path == index_check_path) return endpoints.index_checks->answer(request, reply);
        reply(refusal(404, "there is nothing at this path", request));
    };
    auto server = http::Server::start({.listen = config.private_listen,
                                       .bodies = true,
                                       .observer = &observer,
                                       .route_of = private_route_of},
                                      http::LaterHandler(std::move(answer)));
    if (!server) return base::within("private.listen", server.error());
    return std::move(*server);
}

std::string_view private_route_of(std::string_view path) {
    const bool is_known =
        path == freeswitch_path || path == metrics_path || path == index_check_path;
    return is_known ? path : "";
}

}  // namespace edgvoip::app

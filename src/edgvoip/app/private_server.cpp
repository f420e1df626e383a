#include "edgvoip/app/private_server.hpp"

#include "program/private/door.hpp"
#include "program/private/refusal.hpp"

#include <string_view>
#include <utility>

namespace edgvoip::app {
namespace {

constexpr std::string_view freeswitch_path = "/ingest/freeswitch";
constexpr std::string_view metrics_path = "/metrics";
constexpr std::string_view index_check_path = "/index/check";

program::PrivateSettings settings_of(const Config& config) {
    return {.listen = config.private_listen,
            .user = config.private_user,
            .password_file = config.private_password_file,
            .allow = config.private_allow};
}

}  // namespace

base::Result<void> check_private(const Config& config) {
    return program::check_private(settings_of(config));
}

base::Result<std::unique_ptr<http::Server>> start_private_server(const Config& config,
                                                                 PrivateEndpoints endpoints,
                                                                 base::Observer& observer) {
    if (const auto checked = check_private(config); !checked) return checked.error();
    if (config.private_listen.empty()) return std::unique_ptr<http::Server>();
    auto door = program::PrivateDoor::open(settings_of(config));
    if (!door) return door.error();
    auto answer = [door = std::move(*door), endpoints = std::move(endpoints)](
                      const http::Request& request, const http::Reply& reply) {
        if (auto refused = door.refuses(request)) return reply(std::move(*refused));
        if (request.path == freeswitch_path) {
            return endpoints.post->answer(request, reply);
        }
        if (request.path == metrics_path) {
            return reply(program::answer_metrics(endpoints.metrics, request));
        }
        if (request.path == index_check_path) return endpoints.index_checks->answer(request, reply);
        reply(program::refusal(404, "there is nothing at this path", request));
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

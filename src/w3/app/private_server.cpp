#include "w3/app/private_server.hpp"

#include "program/private/door.hpp"
#include "program/private/refusal.hpp"

#include <string_view>
#include <utility>

namespace w3::app {
namespace {

constexpr std::string_view metrics_path = "/metrics";

program::PrivateSettings private_settings_of(const Config& config) {
    return {.listen = config.private_listen,
            .user = config.private_user,
            .password_file = config.private_password_file,
            .allow = config.private_allow};
}

}  // namespace

base::Result<void> check_private(const Config& config) {
    return program::check_private(private_settings_of(config));
}

base::Result<std::unique_ptr<http::Server>> start_private_server(
    const Config& config, std::function<http::Answer()> metrics, base::Observer& observer) {
    if (const auto checked = check_private(config); !checked) return checked.error();
    if (config.private_listen.empty()) return std::unique_ptr<http::Server>();
    auto door = program::PrivateDoor::open(private_settings_of(config));
    if (!door) return door.error();
    auto answer = [door = std::move(*door),
                   metrics = std::move(metrics)](const http::Request& request) {
        if (auto refused = door.refuses(request)) return std::move(*refused);
        if (request.path == metrics_path) return program::answer_metrics(metrics, request);
        return program::refusal(404, "there is nothing at this path", request);
    };
    auto server =
        http::Server::start({.listen = config.private_listen,
                             .threads = 1,
                             .observer = &observer,
                             .route_of =
                                 [](std::string_view path) {
                                     return path == metrics_path ? path : std::string_view();
                                 }},
                            std::move(answer));
    if (!server) return base::within("private.listen", server.error());
    return std::move(*server);
}

}  // namespace w3::app

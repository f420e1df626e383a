#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/app/config.hpp"
#include "edgvoip/app/index_checks.hpp"
#include "edgvoip/ingest/freeswitch_post.hpp"
#include "http/server.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::app {

/// Whether the keys of `[private]` go together; errors as program::check_private().
base::Result<void> check_private(const Config& config);

/// What the private listener answers with. `post` and `index_checks` outlive the server; `metrics`
/// is called by any thread.
struct PrivateEndpoints {
    ingest::FreeswitchPost* post = nullptr;
    std::function<http::Answer()> metrics;
    IndexChecks* index_checks = nullptr;
};

/// The listener for the PBX (`POST /ingest/freeswitch`), for Prometheus (`GET /metrics`) and for
/// `edgvoip check --index` (`GET /index/check`): loopback, a Unix socket, or behind an address list
/// and basic authentication. Null when `private.listen` is empty. `observer` outlives it.
base::Result<std::unique_ptr<http::Server>> start_private_server(const Config& config,
                                                                 PrivateEndpoints endpoints,
                                                                 base::Observer& observer);

/// The path when it is one of the private listener's, else empty.
std::string_view private_route_of(std::string_view path);

}  // namespace edgvoip::app

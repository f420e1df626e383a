#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "http/server.hpp"
#include "w3/app/config.hpp"

#include <functional>
#include <memory>

namespace w3::app {

/// Whether the keys of `[private]` go together; errors as program::check_private().
base::Result<void> check_private(const Config& config);

/// The listener for Prometheus (`GET /metrics`): loopback, a Unix socket, or behind an address list
/// and basic authentication. Null when `private.listen` is empty. `metrics` is called by any
/// thread; `observer` outlives the server.
base::Result<std::unique_ptr<http::Server>> start_private_server(
    const Config& config, std::function<http::Answer()> metrics, base::Observer& observer);

}  // namespace w3::app

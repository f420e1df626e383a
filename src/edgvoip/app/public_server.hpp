#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/limit.hpp"
#include "edgvoip/app/config.hpp"
#include "edgvoip/app/waiting_room.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

#include <memory>

namespace edgvoip::app {

/// The rate limits of the public listener, as configured.
struct PublicLimits {
    explicit PublicLimits(const Config& config);

    api::Limit clients;
    api::Limit tenants;
    api::Limit bad_tokens;
};

/// Whether `api.trusted_proxies` and `api.cors_origins` can be understood, and the TLS files be
/// used. The error names the key and what is wrong.
base::Result<void> check_public(const Config& config);

/// Starts the listener for clients: the waiting room, which asks the router, answers what its front
/// lets through. All of them outlive it. The errors of check_public() and http::Server::start().
base::Result<std::unique_ptr<http::Server>> start_public_server(const Config& config,
                                                                PublicLimits& limits,
                                                                const http::Router& router,
                                                                WaitingRoom& waiting_room,
                                                                base::Observer& observer);

}  // namespace edgvoip::app

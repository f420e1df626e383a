#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/app/config.hpp"
#include "edgvoip/ingest/freeswitch_post.hpp"
#include "http/server.hpp"

#include <memory>

namespace edgvoip::app {

/// Whether the keys of `[private]` go together: an address other than loopback needs `user`,
/// `password_file` and `allow`. Fault::invalid says what is missing.
base::Result<void> check_private(const Config& config);

/// The listener for the PBX (`POST /ingest/freeswitch`): loopback, or behind an address list and
/// basic authentication. Null when `private.listen` is empty. `post` and `observer` outlive it.
base::Result<std::unique_ptr<http::Server>> start_private_server(const Config& config,
                                                                 ingest::FreeswitchPost& post,
                                                                 base::Observer& observer);

}  // namespace edgvoip::app

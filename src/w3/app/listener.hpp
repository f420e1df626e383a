#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "http/server.hpp"
#include "w3/api/site.hpp"
#include "w3/app/config.hpp"

#include <memory>

namespace w3::app {

/// The proxies of `w3.trusted_proxies`; Fault::invalid names the entry that is none.
base::Result<http::TrustedProxies> proxies_of(const Config& config);

/// Whether proxies and TLS files can be used; the error names the key.
base::Result<void> check_listener(const Config& config);

/// Has the listener read its certificate again.
base::Result<void> reload_tls(http::Server& server);

/// Starts the listener; site and observer outlive it. Errors as check_listener() and
/// http::Server::start().
base::Result<std::unique_ptr<http::Server>> start_listener(const Config& config, api::Site& site,
                                                           base::Observer& observer);

}  // namespace w3::app

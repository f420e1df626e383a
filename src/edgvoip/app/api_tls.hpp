#pragma once

#include "base/error.hpp"
#include "edgvoip/app/config.hpp"
#include "http/server.hpp"
#include "http/tls_files.hpp"

#include <optional>

namespace edgvoip::app {

/// The certificate and key of the public listener; nothing when it speaks plain HTTP.
std::optional<http::TlsFiles> api_tls(const Config& config);

/// Whether they can be used, if there are any. The sentence begins with the key of the
/// configuration whose file is wrong.
base::Result<void> check_api_tls(const Config& config);

/// Has the public listener read its certificate again. Errors as check_api_tls().
base::Result<void> reload_api_tls(http::Server& server);

}  // namespace edgvoip::app

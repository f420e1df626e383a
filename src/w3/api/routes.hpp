#pragma once

#include "http/router.hpp"
#include "w3/api/context.hpp"

#include <string_view>

namespace w3::api {

/// Every route of W3's own API. The context is kept by the router; handlers that throw are told to
/// its observer as `request_failed`.
http::Router make_router(Context context);

/// Whether a request that the router takes works on a password, for which there are threads of
/// their own.
bool works_on_password(http::Method method, std::string_view route);

}  // namespace w3::api

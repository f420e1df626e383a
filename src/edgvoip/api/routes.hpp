#pragma once

#include "edgvoip/api/context.hpp"
#include "http/router.hpp"

namespace edgvoip::api {

/// Every route of the public API. The context is kept by the router; handlers that throw are told
/// to its observer as `request_failed`.
http::Router make_router(ApiContext context);

}  // namespace edgvoip::api

#pragma once

#include "edgvoip/api/context.hpp"
#include "edgvoip/api/door.hpp"
#include "http/message.hpp"
#include "http/query_parameters.hpp"

namespace edgvoip::api {

/// `GET /api/cdr?updated_since=…`, for a visitor who is inside: what changed since, and the token
/// to go on with. Any thread.
http::Answer list_changes(const ApiContext& context, const http::Request& request,
                          const Visitor& visitor, http::QueryParameters& parameters);

}  // namespace edgvoip::api

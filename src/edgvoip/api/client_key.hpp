#pragma once

#include "access/rate_limiter.hpp"
#include "http/message.hpp"

namespace edgvoip::api {

/// What a request's client is counted by in rate limits: its address, as `http::Address::client`
/// has it; the same for all that come without one. Any thread.
auth::RateLimiter::Key client_key(const http::Request& request);

}  // namespace edgvoip::api

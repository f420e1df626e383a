#pragma once

#include "http/client.hpp"

#include <chrono>

namespace w3::reader {

/// How long whoever fetches a whole list waits behind an answer of edgvoip, by its `RateLimit` and
/// `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), so that half of each quota is left
/// for people: not at all while more than half is there; below that until half is there again, and
/// never less than twice the time in which the quota grows by one.
std::chrono::milliseconds wait_behind(const http::Response& response);

/// `Retry-After` of an answer that says to come again, between a second and a minute; two seconds
/// when it does not say.
std::chrono::milliseconds retry_after(const http::Response& response);

}  // namespace w3::reader

#pragma once

#include "access/rate_limiter.hpp"
#include "http/message.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::api {

/// The monotonic clock, given so that tests decide what time it is.
using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

/// One rate limit, under the name that clients read in `RateLimit` and `RateLimit-Policy`
/// (draft-ietf-httpapi-ratelimit-headers). Any thread.
class Limit {
public:
    /// A rate of 0 is no limit: everything is allowed, and nothing is said of it.
    Limit(std::string_view name, const auth::Rate& rate, SteadyClock now);
    Limit(const Limit&) = delete;
    Limit& operator=(const Limit&) = delete;

    bool is_on() const { return limiter_ != nullptr; }

    auth::Pace take(const auth::RateLimiter::Key& key);
    auth::Pace look(const auth::RateLimiter::Key& key) const;

    /// Says in an answer how many requests are left, before what other limits have said.
    void tell(const auth::Pace& pace, http::Answer& answer) const;

    /// 429 with `Retry-After`, in the words of the draft's problem type.
    http::Answer refusal(const auth::Pace& pace, const http::Request& request) const;

private:
    std::string name_;
    SteadyClock now_;
    std::unique_ptr<auth::RateLimiter> limiter_;
    std::string policy_;
};

}  // namespace edgvoip::api

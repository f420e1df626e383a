#pragma once

#include "access/rate_limiter.hpp"
#include "base/clock.hpp"
#include "base/observer.hpp"
#include "w3/exports/exporter.hpp"
#include "w3/exports/register.hpp"
#include "w3/live/relay.hpp"
#include "w3/people/tenants.hpp"
#include "w3/reader/reader.hpp"
#include "w3/store/database.hpp"

#include <string>

/// W3's HTTP interface: what pages ask, from request to answer.
namespace w3::api {

class News;
struct LoginCounts;

/// What the endpoints need of the rest of the program; all of it outlives the router and may be
/// used by any thread.
struct Context {
    const base::Clock* clock = nullptr;
    base::Observer* observer = nullptr;
    store::Database* database = nullptr;
    reader::Reader* reader = nullptr;
    const people::Tenants* tenants = nullptr;
    exports::Register* exports = nullptr;
    exports::Exporter* exporter = nullptr;
    News* news = nullptr;
    live::Relay* live = nullptr;
    auth::RateLimiter* logins = nullptr;  ///< of a client; null: no limit
    LoginCounts* login_counts = nullptr;
    std::string jwks;             ///< the public keys that W3 signs with
    bool secure_cookies = false;  ///< browsers send the cookie by TLS alone
};

}  // namespace w3::api

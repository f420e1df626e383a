#pragma once

#include "edgvoip/api/limit.hpp"
#include "http/cors.hpp"
#include "http/message.hpp"
#include "http/trusted_proxies.hpp"

#include <optional>
#include <string>

namespace edgvoip::api {

/// What every request of the public listener meets before its route: who asks (through trusted
/// proxies), whether he asks too often, whether his browser may read the answer. Any thread.
class Front {
public:
    /// `clients` and what `next` needs outlive it; it outlives every answer that is still to come.
    Front(http::TrustedProxies proxies, http::CorsPolicy cors, Limit& clients,
          http::LaterHandler next);

    void answer(http::Request request, const http::Reply& reply);

private:
    void finish(const auth::Pace& pace, const std::optional<std::string>& origin,
                http::Answer& answer) const;

    http::TrustedProxies proxies_;
    http::CorsPolicy cors_;
    Limit& clients_;
    http::LaterHandler next_;
};

}  // namespace edgvoip::api

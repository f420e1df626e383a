#include "edgvoip/api/client_key.hpp"

#include "http/address.hpp"

namespace edgvoip::api {

auth::RateLimiter::Key client_key(const http::Request& request) {
    return http::Address::parse(request.client_address).value_or(http::Address()).client().bytes;
}

}  // namespace edgvoip::api

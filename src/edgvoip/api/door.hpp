#pragma once

#include "edgvoip/api/context.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/query/sight.hpp"
#include "http/message.hpp"
#include "http/query_parameters.hpp"

#include <memory>
#include <string_view>

namespace edgvoip::api {

/// Somebody who was let in: whose calls, and how much of them.
struct Visitor {
    std::shared_ptr<const directory::Directory> directory;  ///< keeps `tenant` alive
    const directory::Tenant* tenant = nullptr;
    query::Sight sight;
    base::Instant now;  ///< the moment of the question, the same for all its parts
    base::Instant token_expires;
};

/// An endpoint with tenant data, for somebody who was let in: reads the parameters that the door
/// has left, and answers.
using TenantEndpoint = http::Answer(const ApiContext& context, const http::Request& request,
                                    const Visitor& visitor, http::QueryParameters& parameters);

/// Where such an endpoint is.
struct TenantRoute {
    std::string_view pattern;
    TenantEndpoint* endpoint;
};

/// The door of every endpoint with tenant data, in the contract's order: the token (401; 429 after
/// too many bad ones of a client), the tenant it names (403), the tenant's rate limit (429), the
/// query's `sip_domain` (403), and then the endpoint. What a tenant's token is answered, unless it
/// is to come again (429, 503), goes into the access audit first; what cannot is not answered.
http::Answer answer_at_the_door(const ApiContext& context, const http::Request& request,
                                const TenantRoute& route);

}  // namespace edgvoip::api

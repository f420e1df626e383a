#pragma once

#include "edgvoip/api/context.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/query/sight.hpp"
#include "http/message.hpp"
#include "http/query_parameters.hpp"

#include <memory>
#include <variant>

namespace edgvoip::api {

/// Somebody who was let in: whose calls, and how much of them.
struct Visitor {
    std::shared_ptr<const directory::Directory> directory;  ///< keeps `tenant` alive
    const directory::Tenant* tenant = nullptr;
    query::Sight sight;
    base::Instant now;  ///< the moment of the question, the same for all its parts
};

/// The door of every endpoint with tenant data, in the contract's order: the token (401), the
/// tenant it names (403), the query's `sip_domain` (403). The endpoint reads its parameters next.
std::variant<Visitor, http::Answer> enter(const ApiContext& context, const http::Request& request,
                                          http::QueryParameters& parameters);

}  // namespace edgvoip::api

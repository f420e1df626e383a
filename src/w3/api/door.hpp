#pragma once

#include "http/message.hpp"
#include "w3/api/context.hpp"
#include "w3/people/session.hpp"
#include "w3/people/tenants.hpp"

#include <optional>
#include <string_view>
#include <variant>

namespace w3::api {

/// Somebody who has logged in, as the store knows them at this moment.
struct Visitor {
    people::Session session;
    people::Person person;
    const people::Tenant* tenant = nullptr;
};

/// An endpoint for somebody who was let in.
using VisitorEndpoint = http::Answer(const Context& context, const http::Request& request,
                                     const Visitor& visitor);

/// Where such an endpoint is, and for whom.
struct VisitorRoute {
    http::Method method;
    std::string_view pattern;
    VisitorEndpoint* endpoint;
    bool for_admins = false;
    bool for_exporters = false;           ///< refusals are in the audit
    bool before_password_change = false;  ///< also while a password must be changed
};

/// Who asks, by the session cookie (401 without a good one), or the answer to give instead.
std::variant<Visitor, http::Answer> visitor_of(const Context& context,
                                               const http::Request& request);

/// The door of every endpoint that needs a session: the session (401), for POST the CSRF token
/// (403) and the content type (415), a password to be changed (403), the role (403), and then the
/// endpoint.
http::Answer answer_at_the_door(const Context& context, const http::Request& request,
                                const VisitorRoute& route);

/// 415 when the body is not said to be JSON.
std::optional<http::Answer> refuse_other_than_json(const http::Request& request);

/// 403 for a request that does not come from a page of this server, as far as the browser says
/// (Fetch Metadata's Sec-Fetch-Site, else Origin). Without either it is refused, too.
std::optional<http::Answer> refuse_other_origin(const http::Request& request);

}  // namespace w3::api

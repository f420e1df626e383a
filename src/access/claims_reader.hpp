#pragma once

#include "access/token.hpp"

#include <boost/json/object.hpp>

#include <string_view>
#include <variant>

namespace auth {

/// The claims of a token's JSON that need no knowledge of keys: types, times, audience, tenant and
/// what narrows the answers. The rules are those of `Verifier::verify`.
std::variant<Claims, TokenFault> read_claims(const boost::json::object& json,
                                             std::string_view audience, base::Instant now);

}  // namespace auth

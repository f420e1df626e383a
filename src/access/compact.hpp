#pragma once

#include "access/key.hpp"
#include "access/token.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace auth {

/// A JWS in compact form (RFC 7515 section 7.1), taken apart; nothing is proved yet.
struct CompactJws {
    std::string_view signed_bytes;  ///< header and payload as they were signed; part of the text
    boost::json::object header;
    Algorithm algorithm;  ///< what the header claims
    std::string payload, signature;
};

/// Takes a compact JWS apart; `text` must outlive the result. TokenFault::malformed when it is not
/// three strict base64url parts or too long or its header is not sound JSON, header_refused for a
/// header that brings its own key or form, algorithm_refused for an `alg` of no use here.
std::variant<CompactJws, TokenFault> read_compact(std::string_view text);

/// True when the header's `alg` is the key's and the signature is the key's. Which key is asked is
/// the caller's choice: `kid` is not looked at.
bool is_signed_by(const CompactJws& jws, const Key& key);

}  // namespace auth

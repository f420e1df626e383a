#pragma once

#include "access/key.hpp"

#include <string>
#include <string_view>

namespace auth {

/// A key pair made for a test, in every form that somebody could come by.
struct KeyPair {
    std::string private_pem, public_pem, public_der;
    std::string jwk;  ///< the public JWK without `kid`, `alg` and closing brace

    /// The private key, which signs.
    Key signer(std::string kid = "") const;

    /// The public JWK with more members such as `"kid":"k1"`, or none.
    std::string jwk_with(const std::string& members = "") const;

    /// The public key as the reader of key sets makes it.
    Key verifier(const std::string& kid = "") const;
};

/// A pair of this algorithm (not HS256); the same one at every call of a run.
const KeyPair& key_pair(Algorithm algorithm);

/// A new RSA pair of this size, or an EC pair on this curve.
KeyPair new_rsa_pair(std::size_t bits);
KeyPair new_ec_pair(const char* curve);

/// HMAC-SHA256 under any secret, also one that no `Key` would take.
std::string hmac_sha256(std::string_view secret, std::string_view bytes);

}  // namespace auth

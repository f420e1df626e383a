#pragma once

#include "access/key.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

#include <string>

namespace auth {

/// A new private key on P-256 as a PEM text (PKCS #8, no passphrase).
base::Secret new_es256_pem();

/// A private key for ES256 and what may be told of it.
struct Es256Pair {
    Key key;           ///< signs; its `kid` is the thumbprint of RFC 7638
    std::string jwks;  ///< a JWK Set (RFC 7517) with the public key, as `read_jwks` reads it
};

/// The pair of a PEM text. Fault::invalid as `private_key_of_pem`, and for any other kind of key.
base::Result<Es256Pair> es256_pair(const base::Secret& pem);

}  // namespace auth

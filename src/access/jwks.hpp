#pragma once

#include "access/key.hpp"
#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace auth {

/// The public keys of a JWK Set (RFC 7517, 7518, 8037): RSA is RS256, EC on P-256 is ES256, OKP
/// Ed25519 is EdDSA; a JWK may say `alg`, but no other. All or nothing: Fault::invalid names the
/// key and what is wrong with it, for anything that could not verify here: another kind, curve or
/// algorithm, a secret or private member, a use other than signatures, a weak or impossible key, a
/// `kid` that is none or there twice. Between 1 and `limits::jwks_keys_max` keys; unknown members
/// are passed over.
base::Result<std::vector<Key>> read_jwks(std::string_view text);

/// Reads a file of at most `limits::jwks_bytes_max`. Fault::unavailable when it cannot be read,
/// Fault::invalid as `read_jwks`; the error names the file.
base::Result<std::vector<Key>> read_jwks_file(const std::string& path);

}  // namespace auth

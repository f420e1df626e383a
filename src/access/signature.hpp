#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"

#include <memory>
#include <string>
#include <string_view>

extern "C" {
struct evp_pkey_st;
}

/// Asymmetric keys and their signatures, on OpenSSL's EVP interface.
namespace auth {

enum class Algorithm;

/// An OpenSSL key, never changed after it is made, so any thread may use it.
using PKey = std::shared_ptr<evp_pkey_st>;

/// An RSA public key of big-endian numbers (RFC 7518 section 6.3.1). Fault::invalid for a modulus
/// of less than `limits::rsa_modulus_bits_min` or more than `limits::rsa_modulus_bits_max`, a
/// leading zero octet, an exponent that is even, 1 or larger than 32 bits, or a modulus that is
/// even, a prime, or has a small factor.
base::Result<PKey> rsa_public_key(std::string_view n, std::string_view e);

/// A P-256 public key of two coordinates of 32 octets. Fault::invalid when they have another length
/// or the point is not on the curve.
base::Result<PKey> p256_public_key(std::string_view x, std::string_view y);

/// An Ed25519 public key of 32 octets (RFC 8037). Fault::invalid for another length.
base::Result<PKey> ed25519_public_key(std::string_view x);

/// True for a text that has a PEM block, whatever is in it.
bool is_pem(std::string_view text);

/// An asymmetric private key and what it signs with.
struct PrivateKey {
    PKey key;
    Algorithm algorithm;
};

/// The private key of a PEM text: RSA (RS256), EC on P-256 (ES256) or Ed25519 (EdDSA).
/// Fault::invalid when there is none, it has a passphrase, or it is of another kind or too weak.
base::Result<PrivateKey> private_key_of_pem(const base::Secret& pem);

/// True when `signature` has the form of RFC 7518 section 3 or RFC 8037 section 3.1 for the key's
/// algorithm and is this key's over these bytes.
bool verifies_with(const PKey& key, Algorithm algorithm, std::string_view bytes,
                   std::string_view signature);

/// The signature over these bytes in the form that JWS has. `key` is a private one.
std::string sign_with(const PKey& key, Algorithm algorithm, std::string_view bytes);

}  // namespace auth

#pragma once

#include "access/signature.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

extern "C" {
struct evp_mac_ctx_st;
}

namespace auth {

/// The signature algorithms of the contract. A key has exactly one, fixed when it is configured;
/// a token never chooses.
enum class Algorithm { hs256, rs256, es256, eddsa };

/// The JOSE name: `HS256`, `RS256`, `ES256`, `EdDSA`.
std::string_view to_string(Algorithm algorithm);

/// The algorithm of a JOSE name (exact case); nothing for any other, `none` above all.
std::optional<Algorithm> algorithm_of(std::string_view jose_name);

/// True for what may name a key: 1 to 128 of `A–Z a–z 0–9 . _ -`.
bool is_key_id(std::string_view text);

/// One configured key. Immutable; copies share the key material; any thread.
class Key {
public:
    /// A shared secret for HS256. `kid` may be empty: then only tokens without `kid` use it.
    /// Fault::invalid when the secret is shorter than `limits::hs256_secret_bytes_min` (RFC 7518
    /// section 3.2), looks like a PEM text or a JWK (which may be public), or the `kid` is not one.
    static base::Result<Key> hs256(std::string kid, const base::Secret& secret);

    /// Public keys, which verify and cannot sign; octets as in a JWK, rules as in `signature.hpp`.
    /// Fault::invalid when they break one or the `kid` is neither empty nor one.
    static base::Result<Key> rs256(std::string kid, std::string_view n, std::string_view e);
    static base::Result<Key> es256(std::string kid, std::string_view x, std::string_view y);
    static base::Result<Key> eddsa(std::string kid, std::string_view x);

    /// What a file of a signing key holds: a private key as PEM (RSA: RS256, P-256: ES256, Ed25519:
    /// EdDSA), else a secret for HS256. Fault::invalid as `hs256` and `private_key_of_pem`.
    static base::Result<Key> signing(std::string kid, const base::Secret& file);

    const std::string& kid() const { return kid_; }
    Algorithm algorithm() const { return algorithm_; }

    /// True when the signature is this key's over these bytes; compared in constant time.
    bool verifies(std::string_view signed_bytes, std::string_view signature) const;

    /// The signature over these bytes. Only of a key made by `hs256` or `signing`.
    std::string sign(std::string_view bytes) const;

private:
    Key(std::string kid, Algorithm algorithm) : kid_(std::move(kid)), algorithm_(algorithm) {}
    static base::Result<Key> of(std::string kid, Algorithm algorithm,
                                const base::Result<PKey>& pkey);
    std::string mac(std::string_view bytes) const;

    std::string kid_;
    Algorithm algorithm_;
    bool signs_ = false;
    std::shared_ptr<const evp_mac_ctx_st> keyed_mac_;  // HS256: already keyed; copied for every use
    PKey pkey_;                                        // the others
};

}  // namespace auth

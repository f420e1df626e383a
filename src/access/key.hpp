#pragma once

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
    /// section 3.2) or the `kid` is not one.
    static base::Result<Key> hs256(std::string kid, const base::Secret& secret);

    const std::string& kid() const { return kid_; }
    Algorithm algorithm() const { return algorithm_; }

    /// True when the signature is this key's over these bytes; compared in constant time.
    bool verifies(std::string_view signed_bytes, std::string_view signature) const;

    /// The signature over these bytes.
    std::string sign(std::string_view bytes) const;

private:
    Key(std::string kid, Algorithm algorithm, std::shared_ptr<const evp_mac_ctx_st> keyed_mac);

    std::string kid_;
    Algorithm algorithm_;
    std::shared_ptr<const evp_mac_ctx_st> keyed_mac_;  // HMAC already keyed; copied for every use
};

}  // namespace auth

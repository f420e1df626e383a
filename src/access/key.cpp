#include "access/key.hpp"

#include "base/limits.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>

namespace auth {
namespace {

struct FreeMac {
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
};
struct FreeMacContext {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeMacContext>;

constexpr std::array<std::pair<Algorithm, std::string_view>, 4> algorithm_names = {{
    {Algorithm::hs256, "HS256"},
    {Algorithm::rs256, "RS256"},
    {Algorithm::es256, "ES256"},
    {Algorithm::eddsa, "EdDSA"},
}};

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

MacContext keyed_hmac_sha256(std::string_view secret) {
    const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    base::check(mac != nullptr, "OpenSSL has HMAC");
    MacContext context(EVP_MAC_CTX_new(mac.get()));
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    base::check(context && EVP_MAC_init(context.get(), octets(secret), secret.size(),
                                        parameters.data()) == 1,
                "OpenSSL has HMAC-SHA256");
    return context;
}

base::Result<void> check_kid(const std::string& kid) {
    if (kid.empty() || is_key_id(kid)) return {};
    return base::invalid("a key id is 1 to 128 of the characters A-Z a-z 0-9 . _ -");
}

}  // namespace

std::string_view to_string(Algorithm algorithm) {
    for (const auto& [candidate, name] : algorithm_names) {
        if (candidate == algorithm) return name;
    }
    return "unknown";
}

std::optional<Algorithm> algorithm_of(std::string_view jose_name) {
    for (const auto& [algorithm, name] : algorithm_names) {
        if (name == jose_name) return algorithm;
    }
    return std::nullopt;
}

bool is_key_id(std::string_view text) {
    constexpr std::size_t bytes_max = 128;
    return !text.empty() && text.size() <= bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

base::Result<Key> Key::hs256(std::string kid, const base::Secret& secret) {
    if (const auto good = check_kid(kid); !good) return good.error();
    const std::string_view bytes = secret.reveal();
    if (bytes.size() < base::limits::hs256_secret_bytes_min) {
        return base::invalid("an HS256 secret needs at least " +
                             std::to_string(base::limits::hs256_secret_bytes_min) +
                             " bytes and this one has " + std::to_string(bytes.size()) +
                             "; make one with: openssl rand -hex 32");
    }
    if (is_pem(bytes) || bytes.find("\"kty\"") != std::string_view::npos) {
        return base::invalid(
            "this is a PEM or JWK text and not an HS256 secret: if the key is public, anybody "
            "could "
            "sign with it");
    }
    Key key(std::move(kid), Algorithm::hs256);
    key.keyed_mac_ = std::shared_ptr<const evp_mac_ctx_st>(
        keyed_hmac_sha256(bytes).release(), [](const evp_mac_ctx_st* context) {
            EVP_MAC_CTX_free(const_cast<evp_mac_ctx_st*>(context));
        });
    key.signs_ = true;
    return key;
}

base::Result<Key> Key::of(std::string kid, Algorithm algorithm, const base::Result<PKey>& pkey) {
    if (!pkey) return pkey.error();
    if (const auto good = check_kid(kid); !good) return good.error();
    Key key(std::move(kid), algorithm);
    key.pkey_ = *pkey;
    return key;
}

base::Result<Key> Key::rs256(std::string kid, std::string_view n, std::string_view e) {
    return of(std::move(kid), Algorithm::rs256, rsa_public_key(n, e));
}

base::Result<Key> Key::es256(std::string kid, std::string_view x, std::string_view y) {
    return of(std::move(kid), Algorithm::es256, p256_public_key(x, y));
}

base::Result<Key> Key::eddsa(std::string kid, std::string_view x) {
    return of(std::move(kid), Algorithm::eddsa, ed25519_public_key(x));
}

base::Result<Key> Key::signing(std::string kid, const base::Secret& file) {
    if (!is_pem(file.reveal())) return hs256(std::move(kid), file);
    const auto pair = private_key_of_pem(file);
    if (!pair) return pair.error();
    auto key = of(std::move(kid), pair->algorithm, pair->key);
    if (key) key->signs_ = true;
    return key;
}

std::string Key::mac(std::string_view bytes) const {
    const MacContext mac(EVP_MAC_CTX_dup(keyed_mac_.get()));
    std::string signature(EVP_MAX_MD_SIZE, '\0');
    std::size_t length = 0;
    base::check(mac && EVP_MAC_update(mac.get(), octets(bytes), bytes.size()) == 1 &&
                    EVP_MAC_final(mac.get(), reinterpret_cast<unsigned char*>(signature.data()),
                                  &length, signature.size()) == 1,
                "OpenSSL computes an HMAC");
    signature.resize(length);
    return signature;
}

std::string Key::sign(std::string_view bytes) const {
    base::check(signs_, "a public key does not sign");
    return pkey_ ? sign_with(pkey_, algorithm_, bytes) : mac(bytes);
}

bool Key::verifies(std::string_view signed_bytes, std::string_view signature) const {
    if (pkey_) return verifies_with(pkey_, algorithm_, signed_bytes, signature);
    const std::string expected = mac(signed_bytes);
    return signature.size() == expected.size() &&
           CRYPTO_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

}  // namespace auth

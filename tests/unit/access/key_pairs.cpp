#include "key_pairs.hpp"

#include "access/base64url.hpp"
#include "access/jwks.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <vector>

namespace auth {
namespace {

std::string number(const EVP_PKEY* key, const char* name, int octets = 0) {
    BIGNUM* value = nullptr;
    base::check(EVP_PKEY_get_bn_param(key, name, &value) == 1, "the key has this number");
    std::string bytes(static_cast<std::size_t>(octets > 0 ? octets : BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(bytes.size()));
    BN_free(value);
    return encode_base64url(bytes);
}

std::string jwk_of(const EVP_PKEY* key) {
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_RSA:
            return R"({"kty":"RSA","n":")" + number(key, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
                   number(key, OSSL_PKEY_PARAM_RSA_E) + "\"";
        case EVP_PKEY_EC:
            return R"({"kty":"EC","crv":"P-256","x":")" +
                   number(key, OSSL_PKEY_PARAM_EC_PUB_X, 32) + R"(","y":")" +
                   number(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32) + "\"";
        default: {
            std::string x(32, '\0');
            std::size_t size = x.size();
            EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(x.data()), &size);
            return R"({"kty":"OKP","crv":"Ed25519","x":")" + encode_base64url(x) + "\"";
        }
    }
}

template <class Write>
std::string written(Write write) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> memory(BIO_new(BIO_s_mem()), BIO_free_all);
    base::check(write(memory.get()) == 1, "OpenSSL writes the key");
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

KeyPair pair_of(EVP_PKEY* made, bool with_jwk = true) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(made, EVP_PKEY_free);
    base::check(made != nullptr, "OpenSSL makes a key");
    KeyPair pair;
    pair.private_pem = written([&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, made, nullptr, nullptr, 0, nullptr, nullptr);
    });
    pair.public_pem = written([&](BIO* out) { return PEM_write_bio_PUBKEY(out, made); });
    pair.public_der = written([&](BIO* out) { return i2d_PUBKEY_bio(out, made); });
    if (with_jwk) pair.jwk = jwk_of(made);
    return pair;
}

}  // namespace

Key KeyPair::signer(std::string kid) const {
    return Key::signing(std::move(kid), base::Secret(private_pem)).value();
}

std::string KeyPair::jwk_with(const std::string& members) const {
    return jwk + (members.empty() ? "" : ",") + members + "}";
}

Key KeyPair::verifier(const std::string& kid) const {
    const std::string members = kid.empty() ? "" : R"("kid":")" + kid + "\"";
    return read_jwks(R"({"keys":[)" + jwk_with(members) + "]}").value().front();
}

const KeyPair& key_pair(Algorithm algorithm) {
    static const KeyPair rsa = new_rsa_pair(2048);
    static const KeyPair ec = new_ec_pair("P-256");
    static const KeyPair edwards = pair_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    base::check(algorithm != Algorithm::hs256, "HS256 has no pair");
    if (algorithm == Algorithm::rs256) return rsa;
    return algorithm == Algorithm::es256 ? ec : edwards;
}

KeyPair new_rsa_pair(std::size_t bits) {
    return pair_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
}

KeyPair new_ec_pair(const char* curve) {
    return pair_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve),
                   std::string_view(curve) == "P-256");
}

std::string hmac_sha256(std::string_view secret, std::string_view bytes) {
    std::string mac(32, '\0');
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(mac.data()), &length);
    return mac;
}

}  // namespace auth

#include "access/es256_pair.hpp"

#include "access/base64url.hpp"
#include "access/signature.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <string_view>

namespace auth {
namespace {

constexpr int coordinate_octets = 32;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(BIO* memory) const { BIO_free_all(memory); }
    void operator()(BIGNUM* number) const { BN_free(number); }
};

std::string coordinate(const EVP_PKEY* key, const char* name) {
    BIGNUM* read = nullptr;
    const bool found = EVP_PKEY_get_bn_param(key, name, &read) == 1;
    const std::unique_ptr<BIGNUM, Free> number(read);
    std::string out(coordinate_octets, '\0');
    base::check(found && BN_bn2binpad(number.get(), reinterpret_cast<unsigned char*>(out.data()),
                                      coordinate_octets) == coordinate_octets,
                "OpenSSL tells the point of a P-256 key");
    return encode_base64url(out);
}

/// SHA-256 of the required members in the order of their names (RFC 7638 section 3).
std::string thumbprint(const std::string& x, const std::string& y) {
    const std::string members =
        R"({"crv":"P-256","kty":"EC","x":")" + x + R"(","y":")" + y + R"("})";
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    base::check(
        EVP_Digest(members.data(), members.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   &length, EVP_sha256(), nullptr) == 1,
        "OpenSSL has SHA-256");
    digest.resize(length);
    return encode_base64url(digest);
}

}  // namespace

base::Secret new_es256_pem() {
    const std::unique_ptr<EVP_PKEY, Free> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<BIO, Free> memory(BIO_new(BIO_s_secmem()));
    base::check(key && memory &&
                    PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                             nullptr) == 1,
                "OpenSSL makes a P-256 key");
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return base::Secret(std::string(text, static_cast<std::size_t>(size)));
}

base::Result<Es256Pair> es256_pair(const base::Secret& pem) {
    const auto pair = private_key_of_pem(pem);
    if (!pair) return pair.error();
    if (pair->algorithm != Algorithm::es256) return base::invalid("it is no key on P-256");
    const std::string x = coordinate(pair->key.get(), OSSL_PKEY_PARAM_EC_PUB_X);
    const std::string y = coordinate(pair->key.get(), OSSL_PKEY_PARAM_EC_PUB_Y);
    const std::string kid = thumbprint(x, y);
    auto key = Key::signing(kid, pem);
    if (!key) return key.error();
    return Es256Pair{std::move(*key),
                     R"({"keys":[{"kty":"EC","crv":"P-256","x":")" + x + R"(","y":")" + y +
                         R"(","alg":"ES256","use":"sig","kid":")" + kid + "\"}]}\n"};
}

}  // namespace auth

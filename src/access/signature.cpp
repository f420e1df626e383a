#include "access/signature.hpp"

#include "access/key.hpp"
#include "base/limits.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <array>

namespace auth {
namespace {

namespace limits = base::limits;

template <auto Release>
struct Freed {
    template <class T>
    void operator()(T* pointer) const {
        Release(pointer);
    }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;

constexpr std::size_t p256_octets = 32;
constexpr std::size_t ed25519_octets = 32;
constexpr std::size_t ed25519_signature_octets = 64;

/// Takes back what OpenSSL notes about failures: TLS on the same thread reads that list.
class QuietErrors {
public:
    QuietErrors() { ERR_set_mark(); }
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;
    ~QuietErrors() { ERR_pop_to_mark(); }
};

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* octets(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

Number number_of(std::string_view big_endian) {
    Number number(BN_bin2bn(octets(big_endian), static_cast<int>(big_endian.size()), nullptr));
    base::check(number != nullptr, "OpenSSL reads a number");
    return number;
}

PKey shared(EVP_PKEY* key) {
    return {key, [](EVP_PKEY* last) { EVP_PKEY_free(last); }};
}

/// A public key of these parameters that passes OpenSSL's own check; null when it does not.
PKey checked_public_key(const char* kind, OSSL_PARAM* parameters) {
    const KeyContext maker(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    base::check(maker && EVP_PKEY_fromdata_init(maker.get()) == 1, "OpenSSL has RSA and EC");
    EVP_PKEY* made = nullptr;
    if (EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) != 1) return {};
    PKey key = shared(made);
    const KeyContext checker(EVP_PKEY_CTX_new_from_pkey(nullptr, made, nullptr));
    if (!checker || EVP_PKEY_public_check(checker.get()) != 1) return {};
    return key;
}

base::Result<void> check_modulus_bits(int bits) {
    if (bits < limits::rsa_modulus_bits_min) {
        return base::invalid("an RSA key needs at least " +
                             std::to_string(limits::rsa_modulus_bits_min) +
                             " bits and this one has " + std::to_string(bits));
    }
    if (bits > limits::rsa_modulus_bits_max) {
        return base::invalid("an RSA key may have at most " +
                             std::to_string(limits::rsa_modulus_bits_max) +
                             " bits and this one has " + std::to_string(bits));
    }
    return {};
}

const EVP_MD* digest_of(Algorithm algorithm) {
    return algorithm == Algorithm::eddsa ? nullptr : EVP_sha256();
}

/// R and S side by side (RFC 7518 section 3.4) as the DER that OpenSSL wants; empty when they are
/// not 32 octets each.
std::string der_of(std::string_view r_and_s) {
    if (r_and_s.size() != 2 * p256_octets) return {};
    const EcSignature pair(ECDSA_SIG_new());
    Number r = number_of(r_and_s.substr(0, p256_octets));
    Number s = number_of(r_and_s.substr(p256_octets));
    base::check(pair && ECDSA_SIG_set0(pair.get(), r.release(), s.release()) == 1,
                "OpenSSL holds a signature");
    std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
    unsigned char* end = octets(der);
    i2d_ECDSA_SIG(pair.get(), &end);
    return der;
}

std::string r_and_s_of(const std::string& der) {
    const unsigned char* begin = octets(std::string_view(der));
    const EcSignature pair(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
    base::check(pair != nullptr, "OpenSSL reads its own signature");
    std::string out(2 * p256_octets, '\0');
    constexpr int size = static_cast<int>(p256_octets);
    const bool written =
        BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), octets(out), size) == size &&
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), octets(out) + p256_octets, size) == size;
    base::check(written, "a P-256 signature is two numbers of 32 octets");
    return out;
}

bool is_p256(const EVP_PKEY* key) {
    std::array<char, 64> group{};
    std::size_t length = 0;
    return EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1 &&
           std::string_view(group.data(), length) == SN_X9_62_prime256v1;
}

/// Instead of asking for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) {
    return -1;
}

}  // namespace

base::Result<PKey> rsa_public_key(std::string_view n, std::string_view e) {
    const QuietErrors quiet;
    constexpr std::size_t exponent_octets_max = 4;
    if (n.empty() || n.front() == '\0' || e.empty() || e.front() == '\0') {
        return base::invalid("\"n\" and \"e\" are numbers without leading zero octets");
    }
    if (n.size() > limits::rsa_modulus_bits_max / 8) {
        return check_modulus_bits(static_cast<int>(n.size()) * 8).error();
    }
    if (e.size() > exponent_octets_max || e == "\x01" || (e.back() & 1) == 0) {
        return base::invalid("the exponent \"e\" is odd, from 3 and of at most 32 bits");
    }
    const Number modulus = number_of(n);
    const Number exponent = number_of(e);
    if (const auto good = check_modulus_bits(BN_num_bits(modulus.get())); !good) {
        return good.error();
    }
    const Builder builder(OSSL_PARAM_BLD_new());
    base::check(
        builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1,
        "OpenSSL takes a modulus");
    base::check(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1,
                "OpenSSL takes an exponent");
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    PKey key = checked_public_key("RSA", parameters.get());
    if (!key) return base::invalid("\"n\" is not the product of two large primes");
    return key;
}

base::Result<PKey> p256_public_key(std::string_view x, std::string_view y) {
    const QuietErrors quiet;
    if (x.size() != p256_octets || y.size() != p256_octets) {
        return base::invalid("\"x\" and \"y\" of a P-256 key are 32 octets each");
    }
    std::string group = SN_X9_62_prime256v1;
    std::string point = "\x04";  // uncompressed
    point.append(x).append(y);
    std::array<OSSL_PARAM, 3> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end()};
    PKey key = checked_public_key("EC", parameters.data());
    if (!key) return base::invalid("the point is not on the curve P-256");
    return key;
}

base::Result<PKey> ed25519_public_key(std::string_view x) {
    const QuietErrors quiet;
    if (x.size() != ed25519_octets) {
        return base::invalid("\"x\" of an Ed25519 key is 32 octets");
    }
    PKey key = shared(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(x), x.size()));
    base::check(key != nullptr, "OpenSSL has Ed25519");
    return key;
}

bool is_pem(std::string_view text) {
    return text.find("-----BEGIN ") != std::string_view::npos;
}

base::Result<PrivateKey> private_key_of_pem(const base::Secret& pem) {
    const QuietErrors quiet;
    const std::string_view text = pem.reveal();
    const Memory memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    base::check(memory != nullptr, "OpenSSL reads memory");
    PKey key = shared(PEM_read_bio_PrivateKey(memory.get(), nullptr, no_passphrase, nullptr));
    if (!key) {
        return base::invalid(
            "the PEM text has no private key that can be read (one with a passphrase cannot)");
    }
    switch (EVP_PKEY_get_base_id(key.get())) {
        case EVP_PKEY_RSA:
            if (const auto good = check_modulus_bits(EVP_PKEY_get_bits(key.get())); !good) {
                return good.error();
            }
            return PrivateKey{std::move(key), Algorithm::rs256};
        case EVP_PKEY_EC:
            if (!is_p256(key.get())) return base::invalid("an EC key must be on the curve P-256");
            return PrivateKey{std::move(key), Algorithm::es256};
        case EVP_PKEY_ED25519:
            return PrivateKey{std::move(key), Algorithm::eddsa};
        default:
            return base::invalid("a private key is RSA, EC on P-256, or Ed25519");
    }
}

bool verifies_with(const PKey& key, Algorithm algorithm, std::string_view bytes,
                   std::string_view signature) {
    const QuietErrors quiet;
    std::string der;
    if (algorithm == Algorithm::es256) {
        der = der_of(signature);
        if (der.empty()) return false;
        signature = der;
    }
    if (algorithm == Algorithm::eddsa && signature.size() != ed25519_signature_octets) return false;
    const DigestContext context(EVP_MD_CTX_new());
    base::check(context && EVP_DigestVerifyInit(context.get(), nullptr, digest_of(algorithm),
                                                nullptr, key.get()) == 1,
                "OpenSSL verifies with this key");
    return EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes),
                            bytes.size()) == 1;
}

std::string sign_with(const PKey& key, Algorithm algorithm, std::string_view bytes) {
    const QuietErrors quiet;
    const DigestContext context(EVP_MD_CTX_new());
    base::check(context && EVP_DigestSignInit(context.get(), nullptr, digest_of(algorithm), nullptr,
                                              key.get()) == 1,
                "OpenSSL signs with this key");
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key.get())), '\0');
    std::size_t length = signature.size();
    base::check(
        EVP_DigestSign(context.get(), octets(signature), &length, octets(bytes), bytes.size()) == 1,
        "OpenSSL signs");
    signature.resize(length);
    return algorithm == Algorithm::es256 ? r_and_s_of(signature) : signature;
}

}  // namespace auth

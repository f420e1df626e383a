#include "access/base64url.hpp"
#include "access/verifier.hpp"
#include "key_pairs.hpp"

#include <gtest/gtest.h>

#include <random>

namespace auth {
namespace {

constexpr base::Instant now{1'760'000'000 * base::us_per_second};

#ifdef NDEBUG
constexpr int bit_flips = 100'000;
#else
constexpr int bit_flips = 20'000;
#endif

constexpr std::array<Algorithm, 4> every_algorithm = {Algorithm::hs256, Algorithm::rs256,
                                                      Algorithm::es256, Algorithm::eddsa};

const std::string secret(32, 's');

std::string header(const std::string& alg, const std::string& kid) {
    return R"({"alg":")" + alg + (kid.empty() ? "" : R"(","kid":")" + kid) + "\"}";
}

std::string claims(const std::string& issuer, const std::string& domain = "a.example") {
    return R"({"iss":")" + issuer + R"(","aud":"edgvoip","sip_domain":")" + domain +
           R"(","tenant_id":"11111111-1111-4111-8111-111111111111","exp":1760000060})";
}

std::string body_of(const std::string& header, const std::string& claims) {
    return encode_base64url(header) + "." + encode_base64url(claims);
}

std::string signed_by(const Key& key, const std::string& header, const std::string& claims) {
    const std::string body = body_of(header, claims);
    return body + "." + encode_base64url(key.sign(body));
}

Key signer_of(Algorithm algorithm, const std::string& kid) {
    if (algorithm == Algorithm::hs256) return *Key::hs256(kid, base::Secret(secret));
    return key_pair(algorithm).signer(kid);
}

Key verifying(Algorithm algorithm, const std::string& kid) {
    if (algorithm == Algorithm::hs256) return *Key::hs256(kid, base::Secret(secret));
    return key_pair(algorithm).verifier(kid);
}

/// Four issuers, each with one key of its own algorithm and one tenant.
std::shared_ptr<const Verifier> four_issuers() {
    return *Verifier::make("edgvoip",
                           {{"hs", false, {"a.example"}, {verifying(Algorithm::hs256, "k-hs")}},
                            {"rs", false, {"a.example"}, {verifying(Algorithm::rs256, "k-rs")}},
                            {"es", false, {"a.example"}, {verifying(Algorithm::es256, "k-es")}},
                            {"ed", false, {"b.example"}, {verifying(Algorithm::eddsa, "k-ed")}}});
}

std::string verdict(const Verifier& verifier, const std::string& token) {
    const auto result = verifier.verify(token, now);
    if (const auto* fault = std::get_if<TokenFault>(&result)) return std::string(to_string(*fault));
    return "good";
}

TEST(KeyConfusion, APublicKeyIsNeverTakenAsAnHs256Secret) {
    for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
        const KeyPair& pair = key_pair(algorithm);
        const auto alone = *Verifier::make("edgvoip", {{"", true, {}, {pair.verifier("k-rs")}}});
        std::string trimmed = pair.public_pem;
        trimmed.pop_back();
        for (const std::string& known : {pair.public_pem, trimmed, pair.public_der, pair.jwk_with(),
                                         pair.jwk_with(R"("kid":"k-rs")"), std::string()}) {
            for (const char* kid : {"k-rs", ""}) {
                const std::string body = body_of(header("HS256", kid), claims("rs"));
                const std::string token = body + "." + encode_base64url(hmac_sha256(known, body));
                EXPECT_EQ(verdict(*alone, token), "algorithm_refused");
                EXPECT_NE(verdict(*four_issuers(), token), "good");
            }
        }
    }
}

TEST(KeyConfusion, ASwappedAlgorithmIsRefused) {
    const auto verifier = four_issuers();
    const std::array<std::string, 4> kids = {"k-hs", "k-rs", "k-es", "k-ed"};
    const std::array<std::string, 4> issuers = {"hs", "rs", "es", "ed"};
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string domain = i == 3 ? "b.example" : "a.example";
        for (const std::string alg :
             {"HS256", "RS256", "ES256", "EdDSA", "none", "PS256", "RS512", "ES384", "Ed25519"}) {
            const std::string token = signed_by(signer_of(every_algorithm[i], kids[i]),
                                                header(alg, kids[i]), claims(issuers[i], domain));
            if (alg == to_string(every_algorithm[i])) {
                EXPECT_EQ(verdict(*verifier, token), "good");
            } else {
                EXPECT_EQ(verdict(*verifier, token),
                          algorithm_of(alg) ? "unknown_key" : "algorithm_refused")
                    << alg;
            }
        }
    }
}

TEST(KeyConfusion, AnotherIssuersKeyIdBringsNothing) {
    const KeyPair foreign = new_ec_pair("P-256");
    const auto verifier = *Verifier::make(
        "edgvoip", {{"one", false, {"a.example"}, {key_pair(Algorithm::es256).verifier("k1")}},
                    {"two", false, {"b.example"}, {foreign.verifier("k2")}}});
    const Key one = key_pair(Algorithm::es256).signer();
    const Key two = foreign.signer();
    EXPECT_EQ(verdict(*verifier, signed_by(one, header("ES256", "k1"), claims("one"))), "good");
    EXPECT_EQ(verdict(*verifier, signed_by(two, header("ES256", "k1"), claims("one"))),
              "bad_signature");
    EXPECT_EQ(verdict(*verifier, signed_by(two, header("ES256", "k2"), claims("one"))),
              "wrong_issuer");
    EXPECT_EQ(verdict(*verifier, signed_by(two, header("ES256", "k3"), claims("one"))),
              "unknown_key");
    EXPECT_EQ(verdict(*verifier, signed_by(two, header("ES256", ""), claims("two"))),
              "unknown_key");
}

TEST(KeyConfusion, AnIssuerSpeaksOnlyForItsTenants) {
    const auto verifier = four_issuers();
    const std::string token =
        signed_by(signer_of(Algorithm::eddsa, ""), header("EdDSA", "k-ed"), claims("ed"));
    const auto result = verifier->verify(token, now);
    ASSERT_TRUE(std::holds_alternative<TokenFault>(result));
    EXPECT_EQ(std::get<TokenFault>(result), TokenFault::tenant_not_allowed);
    EXPECT_EQ(http_status(std::get<TokenFault>(result)), 403);
}

TEST(KeyConfusion, AKeyIdServesOneKeyOfAllIssuers) {
    EXPECT_FALSE(
        Verifier::make("edgvoip", {{"one", true, {}, {key_pair(Algorithm::es256).verifier("k")}},
                                   {"two", true, {}, {key_pair(Algorithm::eddsa).verifier("k")}}}));
}

TEST(KeyConfusion, NoTokenWithABitFlippedIsTaken) {
    std::mt19937_64 random(20260101);
    for (const Algorithm algorithm : every_algorithm) {
        const auto verifier =
            *Verifier::make("edgvoip", {{"i", true, {}, {verifying(algorithm, "k1")}}});
        std::array<std::string, 2> parts = {header(std::string(to_string(algorithm)), "k1"),
                                            claims("i")};
        const std::string body = body_of(parts[0], parts[1]);
        const std::string signature = signer_of(algorithm, "k1").sign(body);
        const std::string good = body + "." + encode_base64url(signature);
        ASSERT_EQ(verdict(*verifier, good), "good");
        int taken = 0;
        const auto flip = [&](std::string bytes) {
            const std::size_t bit = random() % (bytes.size() * 8);
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
            return bytes;
        };
        for (int i = 0; i < bit_flips / 2; ++i) {
            // A bit of the text, then one of what the text says: that one stays sound base64url.
            taken += verdict(*verifier, flip(good)) == "good" ? 1 : 0;
            const std::string inner =
                i % 2 == 0 ? body + "." + encode_base64url(flip(signature))
                           : body_of(parts[0], flip(parts[1])) + "." + encode_base64url(signature);
            taken += verdict(*verifier, inner) == "good" ? 1 : 0;
        }
        EXPECT_EQ(taken, 0) << to_string(algorithm);
    }
}

}  // namespace
}  // namespace auth

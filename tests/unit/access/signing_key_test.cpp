#include "access/issue.hpp"
#include "access/verifier.hpp"
#include "key_pairs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace auth {
namespace {

using testing::HasSubstr;

std::string problem(const std::string& file) {
    const auto key = Key::signing("k", base::Secret(file));
    EXPECT_FALSE(key);
    return key ? "" : key.error().detail;
}

TEST(SigningKey, APemSignsWithItsOwnAlgorithm) {
    for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
        const KeyPair& pair = key_pair(algorithm);
        const Key signer = pair.signer("k");
        EXPECT_EQ(signer.algorithm(), algorithm);
        EXPECT_EQ(signer.kid(), "k");
        const std::string signature = signer.sign("bytes");
        EXPECT_TRUE(signer.verifies("bytes", signature));
        EXPECT_TRUE(pair.verifier().verifies("bytes", signature));
        EXPECT_FALSE(pair.verifier().verifies("byte", signature));
        EXPECT_FALSE(pair.verifier().verifies("bytes", ""));
    }
}

TEST(SigningKey, AnythingElseIsASecretForHs256) {
    const std::string secret(32, 's');
    const auto key = Key::signing("k", base::Secret(secret));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->algorithm(), Algorithm::hs256);
    EXPECT_EQ(key->sign("bytes"), hmac_sha256(secret, "bytes"));
    EXPECT_THAT(problem("short"), HasSubstr("at least 32 bytes"));
}

TEST(SigningKey, RefusesPemTextsThatCannotSign) {
    EXPECT_THAT(problem(key_pair(Algorithm::rs256).public_pem), HasSubstr("has no private key"));
    EXPECT_THAT(problem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                HasSubstr("has no private key"));
    EXPECT_THAT(problem(new_rsa_pair(1024).private_pem), HasSubstr("at least 2048 bits"));
    EXPECT_THAT(problem(new_ec_pair("P-384").private_pem), HasSubstr("on the curve P-256"));
    EXPECT_FALSE(Key::signing("a b", base::Secret(key_pair(Algorithm::es256).private_pem)));
}

TEST(SigningKey, APublicKeyDoesNotSign) {
    for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
        EXPECT_THROW(key_pair(algorithm).verifier().sign("bytes"), base::Bug);
    }
}

TEST(SigningKey, APublicTextIsNoSecret) {
    for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
        const KeyPair& pair = key_pair(algorithm);
        for (const std::string& text : {pair.public_pem, pair.private_pem, pair.jwk_with()}) {
            const auto key = Key::hs256("", base::Secret(text));
            ASSERT_FALSE(key);
            EXPECT_THAT(key.error().detail, HasSubstr("PEM or JWK text"));
        }
    }
}

TEST(SigningKey, ItsTokensAreTakenByWhoHasThePublicKey) {
    constexpr base::Instant now{1'760'000'000 * base::us_per_second};
    Claims claims;
    claims.sip_domain = "a.example";
    claims.tenant_id = {*base::Uuid::parse("11111111-1111-4111-8111-111111111111")};
    claims.issuer = "https://w3.example";
    claims.expires = {now.us + 60 * base::us_per_second};
    for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
        const KeyPair& pair = key_pair(algorithm);
        const auto token = issue_token(pair.signer("k1"), claims, {"edgvoip", now, 60});
        ASSERT_TRUE(token);
        const auto verifier = *Verifier::make(
            "edgvoip", {{claims.issuer, false, {"A.Example"}, {pair.verifier("k1")}}});
        const auto read = verifier->verify(*token, now);
        ASSERT_TRUE(std::holds_alternative<Claims>(read));
        EXPECT_EQ(std::get<Claims>(read), claims);
    }
}

}  // namespace
}  // namespace auth

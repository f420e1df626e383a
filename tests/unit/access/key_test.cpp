#include "access/key.hpp"

#include "access/base64url.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

TEST(Key, RefusesASecretUnder32Bytes) {
    const auto weak = Key::hs256("k1", base::Secret(std::string(31, 's')));
    ASSERT_FALSE(weak);
    EXPECT_EQ(weak.error().fault, base::Fault::invalid);
    EXPECT_NE(weak.error().detail.find("at least 32 bytes"), std::string::npos);
    EXPECT_NE(weak.error().detail.find("has 31"), std::string::npos);
    EXPECT_TRUE(Key::hs256("k1", base::Secret(std::string(32, 's'))));
}

TEST(Key, RefusesAKeyIdThatIsNone) {
    const base::Secret secret(std::string(32, 's'));
    for (const std::string& kid : {std::string("a b"), std::string("../k"), std::string("k\n"),
                                   std::string("è"), std::string(129, 'k')}) {
        EXPECT_FALSE(Key::hs256(kid, secret)) << kid;
    }
    EXPECT_TRUE(Key::hs256("", secret));
    EXPECT_TRUE(Key::hs256("Key_1.2-3", secret));
    EXPECT_TRUE(Key::hs256(std::string(128, 'k'), secret));
}

TEST(Key, VerifiesOnlyItsOwnSignature) {
    const Key key = *Key::hs256("k", base::Secret(std::string(32, 's')));
    const Key other = *Key::hs256("k", base::Secret(std::string(32, 't')));
    const std::string signature = key.sign("header.claims");
    EXPECT_EQ(signature.size(), 32U);
    EXPECT_TRUE(key.verifies("header.claims", signature));
    EXPECT_FALSE(key.verifies("header.claim", signature));
    EXPECT_FALSE(key.verifies("header.claims", signature.substr(0, 31)));
    EXPECT_FALSE(key.verifies("header.claims", signature + "x"));
    EXPECT_FALSE(key.verifies("header.claims", ""));
    EXPECT_FALSE(other.verifies("header.claims", signature));
}

TEST(Key, AgreesWithRfc7515AppendixA1) {
    const auto secret = decode_base64url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    ASSERT_TRUE(secret);
    const Key key = *Key::hs256("", base::Secret(*secret));
    EXPECT_EQ(encode_base64url(key.sign(
                  "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                  "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
                  "bS9pc19yb290Ijp0cnVlfQ")),
              "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

TEST(Key, NamesOfAlgorithmsAreExact) {
    for (const Algorithm algorithm :
         {Algorithm::hs256, Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
        EXPECT_EQ(algorithm_of(to_string(algorithm)), algorithm);
    }
    for (const char* name : {"none", "None", "NONE", "", "hs256", "HS512", "PS256", "ES256K"}) {
        EXPECT_FALSE(algorithm_of(name)) << name;
    }
}

}  // namespace
}  // namespace auth

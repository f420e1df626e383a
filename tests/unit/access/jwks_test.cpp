#include "access/jwks.hpp"

#include "access/base64url.hpp"
#include "base/ids.hpp"
#include "key_pairs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string set_of(const std::string& keys) {
    return R"({"keys":[)" + keys + "]}";
}

std::string problem(const std::string& text) {
    const auto keys = read_jwks(text);
    EXPECT_FALSE(keys) << text;
    if (keys) return "";
    EXPECT_EQ(keys.error().fault, base::Fault::invalid);
    return keys.error().detail;
}

/// The problem of a set with one key: a good one of this algorithm with more members.
std::string problem_with(Algorithm algorithm, const std::string& members) {
    return problem(set_of(key_pair(algorithm).jwk_with(members)));
}

std::string jwk_ec(const std::string& x, const std::string& y) {
    return R"({"kty":"EC","crv":"P-256","x":")" + encode_base64url(x) + R"(","y":")" +
           encode_base64url(y) + "\"}";
}

std::string jwk_rsa(const std::string& n, const std::string& e) {
    return R"({"kty":"RSA","n":")" + encode_base64url(n) + R"(","e":")" + encode_base64url(e) +
           "\"}";
}

constexpr std::array<Algorithm, 3> public_ones = {Algorithm::rs256, Algorithm::es256,
                                                  Algorithm::eddsa};

TEST(Jwks, ReadsEveryKindInItsOrder) {
    const auto keys = read_jwks(set_of(
        key_pair(Algorithm::rs256).jwk_with(R"("kid":"r","alg":"RS256","use":"sig")") + "," +
        key_pair(Algorithm::es256).jwk_with(R"("kid":"e","key_ops":["verify"])") + "," +
        key_pair(Algorithm::eddsa).jwk_with(R"("kid":"d","alg":"EdDSA","x5t":[1],"new":{})")));
    ASSERT_TRUE(keys) << keys.error().detail;
    ASSERT_EQ(keys->size(), 3U);
    const std::array<std::string, 3> names = {"r", "e", "d"};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*keys)[i].kid(), names[i]);
        EXPECT_EQ((*keys)[i].algorithm(), public_ones[i]);
        const Key signer = key_pair(public_ones[i]).signer();
        EXPECT_TRUE((*keys)[i].verifies("bytes", signer.sign("bytes")));
        EXPECT_FALSE((*keys)[i].verifies("bytes.", signer.sign("bytes")));
    }
}

TEST(Jwks, IsASetOfKeysInStrictJson) {
    EXPECT_THAT(problem(""), HasSubstr("is not a JSON object"));
    EXPECT_THAT(problem("[]"), HasSubstr("is not a JSON object"));
    EXPECT_THAT(problem(R"({"keys":[],"keys":[]})"), HasSubstr("a name twice"));
    EXPECT_THAT(problem("{}"), HasSubstr("is not a key set"));
    EXPECT_THAT(problem(key_pair(Algorithm::es256).jwk_with()), HasSubstr("is not a key set"));
    EXPECT_THAT(problem(R"({"keys":{}})"), HasSubstr("is not a key set"));
    EXPECT_THAT(problem(R"({"keys":[]})"), HasSubstr("has no key"));
    EXPECT_THAT(problem(set_of("1")), HasSubstr("key 1: it is not a JSON object"));
    EXPECT_THAT(problem(set_of(key_pair(Algorithm::es256).jwk_with(R"("kty":"RSA")"))),
                HasSubstr("a name twice"));
}

TEST(Jwks, HasLimits) {
    std::string keys;
    for (int i = 0; i < 64; ++i)
        keys += key_pair(Algorithm::eddsa).jwk_with(R"("kid":"k)" + std::to_string(i) + "\"") + ",";
    keys.pop_back();
    EXPECT_TRUE(read_jwks(set_of(keys)));
    EXPECT_THAT(problem(set_of(keys + "," + key_pair(Algorithm::eddsa).jwk_with())),
                HasSubstr("has 65 keys, and may have 64"));
    const std::string one = set_of(key_pair(Algorithm::eddsa).jwk_with());
    EXPECT_TRUE(read_jwks(one + std::string(256 * 1024 - one.size(), ' ')));
    EXPECT_THAT(problem(one + std::string(256 * 1024 + 1 - one.size(), ' ')),
                HasSubstr("larger than 256 KiB"));
}

TEST(Jwks, NamesTheKeyThatIsWrong) {
    const std::string good = key_pair(Algorithm::eddsa).jwk_with(R"("kid":"good")");
    EXPECT_THAT(problem(set_of(good + R"(,{"kty":"EC","kid":"k-2"})")),
                HasSubstr("key 2 \"k-2\": its curve"));
    EXPECT_THAT(problem(set_of(good + R"(,{"kty":"EC","kid":"\u0007"})")),
                HasSubstr("key 2: its \"kid\" is not"));
}

TEST(Jwks, AKindHasOneAlgorithm) {
    const std::array<const char*, 9> names = {"none",  "HS256", "RS256", "RS384",   "PS256",
                                              "ES256", "ES384", "EdDSA", "RSA-OAEP"};
    for (const Algorithm algorithm : public_ones) {
        for (const std::string name : names) {
            const std::string set =
                set_of(key_pair(algorithm).jwk_with(R"("alg":")" + name + "\""));
            if (name == to_string(algorithm)) {
                EXPECT_TRUE(read_jwks(set));
            } else {
                EXPECT_THAT(problem(set),
                            HasSubstr("\"alg\" is not " + std::string(to_string(algorithm))));
            }
        }
        EXPECT_THAT(problem_with(algorithm, R"("alg":null)"), HasSubstr("\"alg\" is not a text"));
    }
}

TEST(Jwks, RefusesSecretsAndPrivateMembers) {
    EXPECT_THAT(problem(set_of(R"({"kty":"oct","k":"c2VjcmV0","alg":"HS256"})")),
                HasSubstr("is a shared secret"));
    for (const std::string member : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
        for (const Algorithm algorithm : public_ones) {
            const std::string text = problem_with(algorithm, "\"" + member + R"(":"AQ")");
            EXPECT_THAT(text, HasSubstr("private member \"" + member + "\""));
        }
    }
}

TEST(Jwks, RefusesKeysForAnotherUse) {
    for (const Algorithm algorithm : public_ones) {
        EXPECT_THAT(problem_with(algorithm, R"("use":"enc")"), HasSubstr("\"use\" is not \"sig\""));
        EXPECT_THAT(problem_with(algorithm, R"("use":1)"), HasSubstr("\"use\" is not a text"));
        for (const char* operations : {R"(["encrypt"])", "[]", R"("verify")", R"(["sign"])"}) {
            EXPECT_THAT(problem_with(algorithm, std::string(R"("key_ops":)") + operations),
                        HasSubstr("\"key_ops\""));
        }
        EXPECT_TRUE(read_jwks(
            set_of(key_pair(algorithm).jwk_with(R"("use":"sig","key_ops":["x","verify"])"))));
    }
}

TEST(Jwks, AKeyIdIsThereOnce) {
    const std::string ec = key_pair(Algorithm::es256).jwk_with(R"("kid":"k")");
    const std::string edwards = key_pair(Algorithm::eddsa).jwk_with(R"("kid":"k")");
    EXPECT_THAT(problem(set_of(ec + "," + edwards)),
                HasSubstr("key 2 \"k\": another key of the set has its \"kid\""));
    for (const char* kid : {R"("")", R"("a b")", R"("../k")", R"("a\u0000")"}) {
        EXPECT_THAT(problem_with(Algorithm::es256, std::string(R"("kid":)") + kid),
                    HasSubstr("\"kid\" is not 1 to 128"));
    }
    EXPECT_THAT(problem_with(Algorithm::es256, R"("kid":7)"), HasSubstr("\"kid\" is not a text"));
}

TEST(Jwks, RefusesKindsAndCurvesItDoesNotKnow) {
    EXPECT_THAT(problem(set_of("{}")), HasSubstr("has no \"kty\""));
    EXPECT_THAT(problem(set_of(R"({"kty":1})")), HasSubstr("\"kty\" is not a text"));
    EXPECT_THAT(problem(set_of(R"({"kty":"rsa"})")), HasSubstr("none of RSA, EC and OKP"));
    for (const std::string curve : {"P-384", "P-521", "secp256k1", "p-256", "Ed25519"}) {
        EXPECT_THAT(problem(set_of(R"({"kty":"EC","crv":")" + curve + "\"}")),
                    HasSubstr("is not P-256"));
    }
    for (const std::string curve : {"Ed448", "X25519", "P-256"}) {
        EXPECT_THAT(problem(set_of(R"({"kty":"OKP","crv":")" + curve + "\"}")),
                    HasSubstr("is not Ed25519"));
    }
}

TEST(Jwks, RefusesWeakAndImpossibleRsaKeys) {
    EXPECT_THAT(problem(set_of(new_rsa_pair(1024).jwk_with())),
                HasSubstr("at least 2048 bits and this one has 1024"));
    EXPECT_THAT(problem(set_of(new_rsa_pair(2047).jwk_with())), HasSubstr("has 2047"));
    const std::string exponent("\x01\x00\x01", 3);
    const std::string even(256, '\xfe');
    const std::string threes(256, '\xff');  // 2^2048 - 1 has the factor 3
    EXPECT_THAT(problem(set_of(jwk_rsa(even, exponent))), HasSubstr("product of two large primes"));
    EXPECT_THAT(problem(set_of(jwk_rsa(threes, exponent))),
                HasSubstr("product of two large primes"));
    EXPECT_THAT(problem(set_of(jwk_rsa(std::string(1025, '\xff'), exponent))),
                HasSubstr("at most 8192 bits"));
    EXPECT_THAT(problem(set_of(jwk_rsa("", exponent))), HasSubstr("leading zero"));
    EXPECT_THAT(problem(set_of(jwk_rsa(std::string(1, '\0') + threes, exponent))),
                HasSubstr("leading zero"));
    for (const std::string& bad : {std::string("\x01"), std::string("\x02"), std::string("\x04"),
                                   std::string("\x01\x00\x00\x00\x01", 5)}) {
        EXPECT_THAT(problem(set_of(jwk_rsa(threes, bad))), HasSubstr("exponent"));
    }
    EXPECT_THAT(problem(set_of(jwk_rsa(threes, std::string("\0\x03", 2)))),
                HasSubstr("leading zero"));
}

TEST(Jwks, RefusesPointsThatAreNoKeys) {
    const std::string zeros(32, '\0');
    EXPECT_THAT(problem(set_of(jwk_ec(zeros, zeros))), HasSubstr("not on the curve P-256"));
    EXPECT_THAT(problem(set_of(jwk_ec(std::string(32, '\xff'), zeros))),
                HasSubstr("not on the curve P-256"));
    EXPECT_THAT(problem(set_of(jwk_ec(std::string(31, '\x01'), zeros))),
                HasSubstr("32 octets each"));
    EXPECT_THAT(problem(set_of(jwk_ec(zeros, zeros + "x"))), HasSubstr("32 octets each"));
    EXPECT_THAT(problem(set_of(R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})")),
                HasSubstr("is 32 octets"));
}

TEST(Jwks, NumbersAreStrictBase64url) {
    for (const char* x : {R"("A=")", R"("A")", R"("AB")", R"("A+AA")"}) {
        EXPECT_THAT(problem(set_of(std::string(R"({"kty":"OKP","crv":"Ed25519","x":)") + x + "}")),
                    HasSubstr("\"x\" is not base64url"));
    }
    EXPECT_THAT(problem(set_of(R"({"kty":"OKP","crv":"Ed25519"})")), HasSubstr("has no \"x\""));
    EXPECT_THAT(problem(set_of(R"({"kty":"EC","crv":"P-256","x":"AA"})")),
                HasSubstr("has no \"y\""));
    EXPECT_THAT(problem(set_of(R"({"kty":"RSA","e":"AQAB"})")), HasSubstr("has no \"n\""));
    EXPECT_THAT(problem(set_of(R"({"kty":"RSA","n":3,"e":"AQAB"})")),
                HasSubstr("\"n\" is not a text"));
}

TEST(Jwks, AFileIsNamedWithItsProblem) {
    const std::string path =
        (std::filesystem::temp_directory_path() / (base::Uuid::random().text() + ".json")).string();
    const auto missing = read_jwks_file(path);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().fault, base::Fault::unavailable);
    EXPECT_THAT(missing.error().detail, AllOf(HasSubstr(path), HasSubstr("cannot be read")));

    std::ofstream(path) << set_of(R"({"kty":"EC","kid":"k-1"})");
    const auto wrong = read_jwks_file(path);
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().detail, HasSubstr("'" + path + "': key 1 \"k-1\": its curve"));

    std::ofstream(path) << set_of(key_pair(Algorithm::eddsa).jwk_with()) << '\n';
    const auto good = read_jwks_file(path);
    ASSERT_TRUE(good) << good.error().detail;
    EXPECT_EQ(good->size(), 1U);

    std::ofstream(path) << set_of(key_pair(Algorithm::eddsa).jwk_with())
                        << std::string(256 * 1024, ' ');
    EXPECT_THAT(read_jwks_file(path).error().detail, HasSubstr("larger than 256 KiB"));
    std::filesystem::remove(path);

    const auto folder = read_jwks_file(std::filesystem::temp_directory_path().string());
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().fault, base::Fault::unavailable);
}

}  // namespace
}  // namespace auth

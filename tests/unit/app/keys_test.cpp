#include "edgvoip/app/keys.hpp"

#include "access/issue.hpp"
#include "base/ids.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace edgvoip::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr base::Instant now{1'760'000'000 * base::us_per_second};

// The key pair of RFC 8037, appendix A, whose private half is published there.
constexpr std::string_view private_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view jwks = R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"w3-1",)"
                                  R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})";

class KeysTest : public testing::Test {
protected:
    KeysTest() { std::filesystem::create_directory(folder_); }
    ~KeysTest() override { std::filesystem::remove_all(folder_); }

    std::string file(const std::string& name, std::string_view text) const {
        const std::string path = folder_ / name;
        std::ofstream(path) << text;
        return path;
    }

    Config with_key_set() const {
        Config config;
        config.auth_issuers.push_back({.issuer = "https://w3.example",
                                       .kid = {},
                                       .hs256_secret_file = {},
                                       .jwks_file = file("keys.json", jwks),
                                       .tenants = {"a.example"}});
        return config;
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / base::Uuid::random().text();
};

std::string token_of(const Signer& signer) {
    auth::Claims claims;
    claims.issuer = signer.issuer;
    claims.sip_domain = "a.example";
    claims.tenant_id = {*base::Uuid::parse("11111111-1111-4111-8111-111111111111")};
    return *auth::issue_token(signer.key, claims, {"edgvoip", now, 60});
}

bool takes(const Config& config, const std::string& token) {
    const auto verifier = make_verifier(config);
    EXPECT_TRUE(verifier) << verifier.error().detail;
    return verifier && std::holds_alternative<auth::Claims>((*verifier)->verify(token, now));
}

TEST_F(KeysTest, a_pem_key_signs_as_the_issuer_whose_key_set_has_it) {
    Config config = with_key_set();
    config.auth_signing_key_file = file("private.pem", private_pem);
    const auto signer = make_signer(config);
    ASSERT_TRUE(signer) << signer.error().detail;
    EXPECT_EQ(signer->key.algorithm(), auth::Algorithm::eddsa);
    EXPECT_EQ(signer->key.kid(), "w3-1");
    EXPECT_EQ(signer->issuer, "https://w3.example");
    EXPECT_TRUE(takes(config, token_of(*signer)));
}

TEST_F(KeysTest, a_secret_signs_as_the_issuer_that_has_it) {
    Config config = with_key_set();
    config.auth_issuers.push_back({.issuer = "crm",
                                   .kid = "crm-1",
                                   .hs256_secret_file = file("secret", std::string(32, 's') + "\n"),
                                   .jwks_file = {},
                                   .tenants = {"*"}});
    config.auth_signing_key_file = config.auth_issuers[1].hs256_secret_file;
    const auto signer = make_signer(config);
    ASSERT_TRUE(signer) << signer.error().detail;
    EXPECT_EQ(signer->key.kid(), "crm-1");
    EXPECT_EQ(signer->issuer, "crm");
    EXPECT_TRUE(takes(config, token_of(*signer)));
}

TEST_F(KeysTest, a_key_that_nobody_here_accepts_signs_without_names) {
    Config config = with_key_set();
    config.auth_signing_key_file = file("secret", std::string(32, 't'));
    const auto signer = make_signer(config);
    ASSERT_TRUE(signer) << signer.error().detail;
    EXPECT_EQ(signer->key.kid(), "");
    EXPECT_EQ(signer->issuer, "");
    EXPECT_FALSE(takes(config, token_of(*signer)));
}

TEST_F(KeysTest, what_is_wrong_is_named_with_setting_file_and_key) {
    Config config = with_key_set();
    const std::string path =
        file("keys.json", R"({"keys":[{"kty":"oct","kid":"s","k":"c2VjcmV0"}]})");
    const auto verifier = make_verifier(config);
    ASSERT_FALSE(verifier);
    EXPECT_THAT(verifier.error().detail,
                AllOf(HasSubstr("auth.issuer.jwks_file: '" + path + "': key 1 \"s\""),
                      HasSubstr("shared secret")));

    Config public_secret;
    public_secret.auth_hs256_secret_file = file("secret", private_pem);
    EXPECT_THAT(make_verifier(public_secret).error().detail,
                AllOf(HasSubstr("auth.hs256_secret_file"), HasSubstr("not an HS256 secret")));

    config.auth_signing_key_file = file("broken.pem", private_pem.substr(0, 60));
    EXPECT_THAT(make_signer(config).error().detail,
                AllOf(HasSubstr("auth.signing_key_file"), HasSubstr("broken.pem"),
                      HasSubstr("no private key")));
}

TEST_F(KeysTest, without_any_key_nothing_starts) {
    EXPECT_THAT(make_verifier(Config{}).error().detail, HasSubstr("no key to judge tokens by"));
    EXPECT_THAT(make_signer(Config{}).error().detail, HasSubstr("auth.signing_key_file"));
}

TEST_F(KeysTest, two_issuers_may_not_share_a_key_id) {
    Config config = with_key_set();
    config.auth_issuers.push_back(config.auth_issuers.front());
    EXPECT_THAT(make_verifier(config).error().detail,
                HasSubstr("two keys have the key id \"w3-1\""));
}

}  // namespace
}  // namespace edgvoip::app

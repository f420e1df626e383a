#include "access/verifier.hpp"

#include "access/base64url.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

constexpr base::Instant now{1'760'000'000 * base::us_per_second};
constexpr std::int64_t now_s = now.us / base::us_per_second;
const std::string tenant_id = "11111111-1111-4111-8111-111111111111";

Key key_named(const std::string& kid, char fill = 's') {
    return *Key::hs256(kid, base::Secret(std::string(32, fill)));
}

std::shared_ptr<const Verifier> verifier_of(std::vector<Issuer> issuers) {
    return *Verifier::make("edgvoip", std::move(issuers));
}

std::shared_ptr<const Verifier> plain_verifier() {
    return verifier_of({{"", true, {}, {key_named("k1")}}});
}

std::string signed_token(const std::string& header, const std::string& claims,
                         const Key& key = key_named("k1")) {
    const std::string body = encode_base64url(header) + "." + encode_base64url(claims);
    return body + "." + encode_base64url(key.sign(body));
}

/// The JSON of good claims with one of them replaced (or left out when the new value is empty).
std::string claims_with(const std::string& name = "", const std::string& value = "") {
    std::vector<std::pair<std::string, std::string>> claims = {
        {"aud", "\"edgvoip\""},
        {"sip_domain", "\"tenantA.example\""},
        {"tenant_id", "\"" + tenant_id + "\""},
        {"iat", std::to_string(now_s)},
        {"exp", std::to_string(now_s + 3600)}};
    bool replaced = name.empty();
    std::string out;
    for (auto& [claim, json] : claims) {
        if (claim == name) {
            json = value;
            replaced = true;
        }
        if (!json.empty()) out += (out.empty() ? "{\"" : ",\"") + claim + "\":" + json;
    }
    if (!replaced) out += ",\"" + name + "\":" + value;
    return out + "}";
}

std::string verdict(const Verifier& verifier, const std::string& token) {
    const auto result = verifier.verify(token, now);
    if (const auto* fault = std::get_if<TokenFault>(&result)) return std::string(to_string(*fault));
    return "good";
}

std::string verdict_of_claims(const std::string& claims) {
    return verdict(*plain_verifier(), signed_token(R"({"alg":"HS256","kid":"k1"})", claims));
}

std::string verdict_of_claim(const std::string& name, const std::string& value) {
    return verdict_of_claims(claims_with(name, value));
}

std::string verdict_of_header(const std::string& header) {
    return verdict(*plain_verifier(), signed_token(header, claims_with()));
}

std::string at(std::int64_t seconds) {
    return std::to_string(now_s + seconds);
}

TEST(Verifier, GivesTheClaimsOfAGoodToken) {
    const std::string store = "22222222-2222-4222-8222-222222222222";
    const std::string claims =
        R"({"aud":["other","edgvoip"],"sip_domain":"tenantA.example","tenant_id":")" + tenant_id +
        R"(","exp":)" + at(60) + R"(,"iss":"i","sub":"s","store_ids":[")" + store +
        R"("],"exts":["1001","1002"],"scope":"cdr:full  other"})";
    const auto result =
        plain_verifier()->verify(signed_token(R"({"alg":"HS256","kid":"k1"})", claims), now);
    ASSERT_TRUE(std::holds_alternative<Claims>(result));
    Claims expected;
    expected.sip_domain = "tenantA.example";
    expected.tenant_id = {*base::Uuid::parse(tenant_id)};
    expected.issuer = "i";
    expected.subject = "s";
    expected.expires = {now.us + 60 * base::us_per_second};
    expected.store_ids = {{base::StoreId{*base::Uuid::parse(store)}}};
    expected.exts = {{"1001", "1002"}};
    expected.scopes = {"cdr:full", "other"};
    EXPECT_EQ(std::get<Claims>(result), expected);
    EXPECT_TRUE(expected.has_scope(scope_full_numbers));
    EXPECT_FALSE(expected.has_scope("cdr"));
}

TEST(Verifier, WantsExactlyThreeStrictParts) {
    const std::string good = signed_token(R"({"alg":"HS256"})", claims_with());
    const auto verifier = plain_verifier();
    EXPECT_EQ(verdict(*verifier, good), "good");
    for (const std::string& token :
         {std::string(), std::string("."), std::string(".."), good + ".", good + "=", " " + good,
          good + " ", good.substr(0, good.rfind('.')), good + ".x", "." + good,
          good.substr(good.find('.') + 1)}) {
        EXPECT_EQ(verdict(*verifier, token), "malformed") << token;
    }
    EXPECT_EQ(verdict(*verifier, good.substr(0, good.rfind('.') + 1)), "bad_signature");
}

TEST(Verifier, RefusesEveryTokenWithOneBitFlipped) {
    const std::string good = signed_token(R"({"alg":"HS256","kid":"k1"})", claims_with());
    const auto verifier = plain_verifier();
    ASSERT_EQ(verdict(*verifier, good), "good");
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = good;
            flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
            EXPECT_NE(verdict(*verifier, flipped), "good") << "byte " << i << " bit " << bit;
        }
    }
}

TEST(Verifier, TakesAtMost4KiB) {
    const auto token_with = [&](std::size_t bytes) {
        return signed_token(R"({"alg":"HS256"})",
                            claims_with("pad", "\"" + std::string(bytes, 'x') + "\""));
    };
    std::size_t bytes = 2000;
    while (token_with(bytes + 1).size() <= 4096)
        ++bytes;
    EXPECT_EQ(verdict(*plain_verifier(), token_with(bytes)), "good");
    EXPECT_EQ(verdict(*plain_verifier(), token_with(bytes + 1)), "malformed");
}

TEST(Verifier, TheKeyDecidesTheAlgorithm) {
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256"})"), "good");
    for (const char* header :
         {R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":""})", R"({"alg":"HS512"})",
          R"({"alg":"RS256"})", R"({"alg":"hs256"})", R"({"alg":["HS256"]})", R"({"alg":null})",
          R"({"typ":"JWT"})", R"({})"}) {
        EXPECT_EQ(verdict_of_header(header), "algorithm_refused") << header;
    }
    const std::string unsigned_token =
        encode_base64url(R"({"alg":"none"})") + "." + encode_base64url(claims_with()) + ".";
    EXPECT_EQ(verdict(*plain_verifier(), unsigned_token), "algorithm_refused");
}

TEST(Verifier, RefusesHeadersThatBringTheirOwnKeyOrForm) {
    for (const char* field : {"jwk", "jku", "x5u", "x5c", "crit", "zip"}) {
        EXPECT_EQ(verdict_of_header(std::string(R"({"alg":"HS256",")") + field + R"(":null})"),
                  "header_refused")
            << field;
    }
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256","typ":"JWT","cty":"x"})"), "good");
}

TEST(Verifier, HeaderIsStrictJson) {
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256","alg":"HS256"})"), "malformed");
    EXPECT_EQ(verdict_of_header(R"(["HS256"])"), "malformed");
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256","x":[[[[[[[1]]]]]]]})"), "good");
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256","x":[[[[[[[[1]]]]]]]]})"), "malformed");
}

TEST(Verifier, TheKeyIdNamesOneConfiguredKey) {
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256","kid":"k1"})"), "good");
    EXPECT_EQ(verdict_of_header(R"({"alg":"HS256","kid":"k2"})"), "unknown_key");
    for (const char* kid :
         {R"("")", R"("../k1")", R"("k1\u0000")", R"("k 1")", "1", "null", R"(["k1"])"}) {
        EXPECT_EQ(verdict_of_header(std::string(R"({"alg":"HS256","kid":)") + kid + "}"),
                  "header_refused")
            << kid;
    }
}

TEST(Verifier, TheKeyIdMayBeLeftOutWhenOneKeyHasTheAlgorithm) {
    const Key first = key_named("k1");
    const Key second = key_named("k2", 't');
    const auto verifier = verifier_of({{"", true, {}, {first, second}}});
    EXPECT_EQ(verdict(*verifier, signed_token(R"({"alg":"HS256"})", claims_with(), first)),
              "unknown_key");
    EXPECT_EQ(
        verdict(*verifier, signed_token(R"({"alg":"HS256","kid":"k2"})", claims_with(), second)),
        "good");
    EXPECT_EQ(
        verdict(*verifier, signed_token(R"({"alg":"HS256","kid":"k1"})", claims_with(), second)),
        "bad_signature");
}

TEST(Verifier, AKeyWithoutIdServesOnlyTokensWithoutId) {
    const auto verifier = verifier_of({{"", true, {}, {key_named("")}}});
    const Key key = key_named("");
    EXPECT_EQ(verdict(*verifier, signed_token(R"({"alg":"HS256"})", claims_with(), key)), "good");
    EXPECT_EQ(verdict(*verifier, signed_token(R"({"alg":"HS256","kid":"x"})", claims_with(), key)),
              "unknown_key");
}

TEST(Verifier, ClaimsAreStrictJson) {
    EXPECT_EQ(verdict_of_claims("[]"), "malformed");
    EXPECT_EQ(verdict_of_claims(""), "malformed");
    std::string doubled = claims_with();
    doubled.insert(doubled.size() - 1, R"(,"tenant_id":")" + tenant_id + "\"");
    EXPECT_EQ(verdict_of_claims(doubled), "malformed");
    EXPECT_EQ(verdict_of_claim("deep", "[[[[[[[1]]]]]]]"), "good");
    EXPECT_EQ(verdict_of_claim("deep", "[[[[[[[[1]]]]]]]]"), "malformed");
}

TEST(Verifier, ExpHasNoLeeway) {
    EXPECT_EQ(verdict_of_claim("exp", at(1)), "good");
    EXPECT_EQ(verdict_of_claim("exp", at(0) + ".5"), "good");
    EXPECT_EQ(verdict_of_claim("exp", at(0)), "expired");
    EXPECT_EQ(verdict_of_claim("exp", at(-1)), "expired");
    EXPECT_EQ(verdict_of_claim("exp", "0"), "expired");
    EXPECT_EQ(verdict_of_claim("exp", ""), "bad_claim");
    for (const char* value : {"null", "\"1860000000\"", "true", "-1", "1e300", "253402300800",
                              "18446744073709551615", "[]"}) {
        EXPECT_EQ(verdict_of_claim("exp", value), "bad_claim") << value;
    }
}

TEST(Verifier, ATokenThatWasGoodIsJudgedByTheClockAgain) {
    const auto verifier = plain_verifier();
    const std::string token = signed_token(R"({"alg":"HS256","kid":"k1"})",
                                           claims_with("nbf", std::to_string(now_s - 10)));
    const auto fault_at = [&](std::int64_t second) {
        const auto result = verifier->verify(token, {second * base::us_per_second});
        const auto* fault = std::get_if<TokenFault>(&result);
        return fault == nullptr ? "good" : std::string(to_string(*fault));
    };
    for (int time = 0; time < 2; ++time) {
        EXPECT_EQ(fault_at(now_s), "good");
        EXPECT_EQ(fault_at(now_s + 3599), "good");
        EXPECT_EQ(fault_at(now_s + 3600), to_string(TokenFault::expired));
        EXPECT_EQ(fault_at(now_s - 100), to_string(TokenFault::not_yet_valid));
    }
}

TEST(Verifier, WhatWasGoodByOtherKeysIsNotGoodByThese) {
    const std::string token = signed_token(R"({"alg":"HS256","kid":"k1"})", claims_with());
    const auto before = plain_verifier();
    EXPECT_EQ(verdict(*before, token), "good");
    EXPECT_EQ(verdict(*before, token), "good");
    const auto after = verifier_of({{"", true, {}, {key_named("k1", 't')}}});
    EXPECT_EQ(verdict(*after, token), to_string(TokenFault::bad_signature));
}

TEST(Verifier, LivesAtMost24Hours) {
    EXPECT_EQ(verdict_of_claim("exp", at(86'400)), "good");
    EXPECT_EQ(verdict_of_claim("exp", at(86'401)), "lifetime_too_long");
    const auto without_iat = [](std::int64_t exp) {
        return R"({"aud":"edgvoip","sip_domain":"a.example","tenant_id":")" + tenant_id +
               R"(","exp":)" + at(exp) + "}";
    };
    EXPECT_EQ(verdict_of_claims(without_iat(86'400)), "good");
    EXPECT_EQ(verdict_of_claims(without_iat(86'401)), "lifetime_too_long");
    EXPECT_EQ(verdict_of_claim("iat", at(3600 - 86'400)), "good");
    EXPECT_EQ(verdict_of_claim("iat", at(3600 - 86'401)), "lifetime_too_long");
}

TEST(Verifier, NbfAndIatHave30SecondsLeeway) {
    for (const char* claim : {"nbf", "iat"}) {
        EXPECT_EQ(verdict_of_claim(claim, at(30)), "good") << claim;
        EXPECT_EQ(verdict_of_claim(claim, at(30) + ".1"), "not_yet_valid") << claim;
        EXPECT_EQ(verdict_of_claim(claim, at(31)), "not_yet_valid") << claim;
        EXPECT_EQ(verdict_of_claim(claim, at(-10) + ".25"), "good") << claim;
        EXPECT_EQ(verdict_of_claim(claim, "\"x\""), "bad_claim") << claim;
        EXPECT_EQ(verdict_of_claim(claim, "null"), "bad_claim") << claim;
    }
}

TEST(Verifier, AudienceMustContainOurs) {
    EXPECT_EQ(verdict_of_claim("aud", R"(["edgvoip"])"), "good");
    EXPECT_EQ(verdict_of_claim("aud", R"(["a","edgvoip","b"])"), "good");
    for (const char* value : {R"("Edgvoip")", R"("edgvoip ")", R"("")", "[]", R"(["a"])", ""}) {
        EXPECT_EQ(verdict_of_claim("aud", value), "wrong_audience") << value;
    }
    for (const char* value : {"null", "1", "{}", R"(["edgvoip",1])", R"([["edgvoip"]])"}) {
        EXPECT_EQ(verdict_of_claim("aud", value), "bad_claim") << value;
    }
}

TEST(Verifier, TenantClaimsAreMandatoryStrings) {
    for (const char* claim : {"sip_domain", "tenant_id"}) {
        EXPECT_EQ(verdict_of_claim(claim, ""), "no_tenant") << claim;
        EXPECT_EQ(verdict_of_claim(claim, R"("")"), "no_tenant") << claim;
        for (const char* value : {"null", "1", "[]", "{}", "true"}) {
            EXPECT_EQ(verdict_of_claim(claim, value), "bad_claim") << claim << value;
        }
    }
    EXPECT_EQ(verdict_of_claim("tenant_id", R"("not-a-uuid")"), "no_tenant");
    EXPECT_EQ(verdict_of_claim("sip_domain", "\"" + std::string(253, 'a') + "\""), "good");
    EXPECT_EQ(verdict_of_claim("sip_domain", "\"" + std::string(254, 'a') + "\""), "no_tenant");
    EXPECT_EQ(http_status(TokenFault::no_tenant), 403);
}

TEST(Verifier, OptionalClaimsHaveTheirTypes) {
    for (const char* value : {"null", "\"x\"", "1", "{}", R"(["not-a-uuid"])", "[1]", R"([""])"}) {
        EXPECT_EQ(verdict_of_claim("store_ids", value), "bad_claim") << value;
    }
    for (const char* value : {"null", "\"1001\"", "1001", "[1001]", R"([""])"}) {
        EXPECT_EQ(verdict_of_claim("exts", value), "bad_claim") << value;
    }
    EXPECT_EQ(verdict_of_claim("store_ids", "[]"), "good");
    EXPECT_EQ(verdict_of_claim("exts", "[]"), "good");
    for (const char* claim : {"sub", "iss", "scope"}) {
        EXPECT_EQ(verdict_of_claim(claim, "\"x\""), "good") << claim;
        EXPECT_EQ(verdict_of_claim(claim, "1"), "bad_claim") << claim;
        EXPECT_EQ(verdict_of_claim(claim, "[\"x\"]"), "bad_claim") << claim;
    }
}

TEST(Verifier, AnIssuerSpeaksOnlyForItsTenants) {
    const Key ours = key_named("k1");
    const Key theirs = key_named("k2", 't');
    const auto verifier = verifier_of({{"https://a.example", false, {"TENANTa.example"}, {ours}},
                                       {"https://b.example", true, {}, {theirs}}});
    const auto ask = [&](const std::string& kid, const Key& key, const std::string& issuer,
                         const std::string& domain) {
        std::string claims = claims_with("sip_domain", "\"" + domain + "\"");
        if (!issuer.empty()) claims.insert(1, R"("iss":")" + issuer + "\",");
        return verdict(*verifier,
                       signed_token(R"({"alg":"HS256","kid":")" + kid + "\"}", claims, key));
    };
    EXPECT_EQ(ask("k1", ours, "https://a.example", "tenantA.example"), "good");
    EXPECT_EQ(ask("k1", ours, "https://a.example", "tenantB.example"), "tenant_not_allowed");
    EXPECT_EQ(ask("k1", ours, "https://b.example", "tenantA.example"), "wrong_issuer");
    EXPECT_EQ(ask("k1", ours, "", "tenantA.example"), "wrong_issuer");
    EXPECT_EQ(ask("k2", theirs, "https://b.example", "tenantB.example"), "good");
    EXPECT_EQ(ask("k2", ours, "https://b.example", "tenantB.example"), "bad_signature");
    EXPECT_EQ(http_status(TokenFault::tenant_not_allowed), 403);
}

TEST(Verifier, RefusesAnUnsoundConfiguration) {
    const auto detail = [](std::string audience, std::vector<Issuer> issuers) {
        const auto made = Verifier::make(std::move(audience), std::move(issuers));
        return made ? std::string("made") : made.error().detail;
    };
    EXPECT_EQ(detail("edgvoip", {}), "made");
    EXPECT_NE(detail("", {}).find("audience"), std::string::npos);
    EXPECT_NE(detail("a", {{"i", true, {}, {}}}).find("has no key"), std::string::npos);
    EXPECT_NE(detail("a", {{"i", false, {}, {key_named("k")}}}).find("no tenant"),
              std::string::npos);
    EXPECT_NE(detail("a", {{"i", true, {}, {key_named("k")}}, {"j", true, {}, {key_named("k")}}})
                  .find("key id \"k\""),
              std::string::npos);
    EXPECT_NE(detail("a", {{"i", true, {}, {key_named(""), key_named("", 't')}}}).find("no key id"),
              std::string::npos);
    EXPECT_EQ(
        verdict(**Verifier::make("edgvoip", {}), signed_token(R"({"alg":"HS256"})", claims_with())),
        "algorithm_refused");
}

TEST(TokenFault, SaysNoMoreThanExpiredOrNotValid) {
    EXPECT_EQ(challenge_phrase(TokenFault::expired), "the token has expired");
    for (const TokenFault fault : {TokenFault::malformed, TokenFault::bad_signature,
                                   TokenFault::unknown_key, TokenFault::wrong_audience}) {
        EXPECT_EQ(challenge_phrase(fault), "the token is not valid");
        EXPECT_EQ(http_status(fault), 401);
    }
}

}  // namespace
}  // namespace auth

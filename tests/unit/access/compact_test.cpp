#include "access/compact.hpp"

#include "access/base64url.hpp"
#include "access/jwks.hpp"
#include "key_pairs.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

const std::string joe =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";

Key key_of_jwk(const std::string& jwk) {
    return read_jwks(R"({"keys":[)" + jwk + "]}").value().front();
}

bool is_signed(const std::string& text, const Key& key) {
    const auto jws = read_compact(text);
    return std::holds_alternative<CompactJws>(jws) && is_signed_by(std::get<CompactJws>(jws), key);
}

std::string fault_of(const std::string& text) {
    const auto jws = read_compact(text);
    const auto* fault = std::get_if<TokenFault>(&jws);
    return fault == nullptr ? "read" : std::string(to_string(*fault));
}

void expect_only_this_text(const std::string& text, const Key& key) {
    EXPECT_TRUE(is_signed(text, key));
    std::string other = text;
    const std::size_t payload = other.find('.') + 1;
    other[payload] = other[payload] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(is_signed(other, key));
}

TEST(CompactJws, TheRs256ExampleOfRfc7515AppendixA2) {
    const Key key = key_of_jwk(
        R"({"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxH)"
        R"(mfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soM)"
        R"(Zo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVM)"
        R"(TBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2)"
        R"(PAcDTW9gb54h4FRWyuXpoQ"})");
    EXPECT_EQ(key.algorithm(), Algorithm::rs256);
    expect_only_this_text(
        "eyJhbGciOiJSUzI1NiJ9." + joe +
            ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt"
            "_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLI"
            "ARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOP"
            "qvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe7"
            "7Rw",
        key);
}

TEST(CompactJws, TheEs256ExampleOfRfc7515AppendixA3) {
    const Key key =
        key_of_jwk(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                   R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
    EXPECT_EQ(key.algorithm(), Algorithm::es256);
    expect_only_this_text(
        "eyJhbGciOiJFUzI1NiJ9." + joe +
            ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU"
            "1Q",
        key);
}

TEST(CompactJws, TheEd25519ExampleOfRfc8037AppendixA4) {
    const Key key = key_of_jwk(
        R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
    EXPECT_EQ(key.algorithm(), Algorithm::eddsa);
    expect_only_this_text(
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
        key);
}

TEST(CompactJws, TheHeadersAlgorithmMustBeTheKeys) {
    const Key key = key_pair(Algorithm::es256).signer();
    const auto text_with = [&](const std::string& header) {
        const std::string body = encode_base64url(header) + ".";
        return body + "." + encode_base64url(key.sign(body));
    };
    EXPECT_TRUE(is_signed(text_with(R"({"alg":"ES256"})"), key));
    EXPECT_FALSE(is_signed(text_with(R"({"alg":"EdDSA"})"), key));
    EXPECT_EQ(fault_of(text_with(R"({"alg":"EdDSA"})")), "read");
    EXPECT_EQ(fault_of(text_with(R"({"alg":"ES512"})")), "algorithm_refused");
    EXPECT_EQ(fault_of(text_with(R"({"alg":"ES256","jwk":{}})")), "header_refused");
    EXPECT_EQ(fault_of(text_with(R"(["alg"])")), "malformed");
}

TEST(CompactJws, AnEs256SignatureIs64OctetsAndNotDer) {
    const Key key = key_pair(Algorithm::es256).signer();
    const std::string good = key.sign("bytes");
    ASSERT_EQ(good.size(), 64U);
    EXPECT_TRUE(key.verifies("bytes", good));
    for (const std::string& bad : {good + std::string(1, '\0'), std::string(1, '\0') + good,
                                   good.substr(0, 63), std::string(), std::string(64, '\0'),
                                   std::string(64, '\xff'), good.substr(32) + good.substr(0, 32)}) {
        EXPECT_FALSE(key.verifies("bytes", bad));
    }
}

}  // namespace
}  // namespace auth

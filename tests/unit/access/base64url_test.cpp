#include "access/base64url.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

TEST(Base64Url, DecodesAndEncodesEveryLength) {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        const std::string text = encode_base64url(bytes);
        EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
        EXPECT_EQ(decode_base64url(text), bytes) << "length " << i;
        bytes += static_cast<char>(i * 37 + 200);
    }
}

TEST(Base64Url, KnowsTheRfcVectors) {
    EXPECT_EQ(encode_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(encode_base64url("fooba"), "Zm9vYmE");
    EXPECT_EQ(encode_base64url("\xff\xfe"), "__4");
    EXPECT_EQ(decode_base64url("__4"), "\xff\xfe");
    EXPECT_EQ(decode_base64url(""), "");
}

TEST(Base64Url, RefusesPaddingForeignCharactersAndLooseBits) {
    for (const char* text : {"Zm9vYmE=", "Zg==", "Z", "Zm9vY", "Zm9v YmFy", "Zm+v", "Zm/v",
                             "Zm9v\n", "Zh", "Zn", "Zm9vYmF", "__5"}) {
        EXPECT_FALSE(decode_base64url(text)) << text;
    }
    EXPECT_EQ(decode_base64url("Zg"), "f");
}

}  // namespace
}  // namespace auth

#include "access/basic.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

TEST(BasicCredentials, AcceptsItsUserAndPasswordOnly) {
    // RFC 7617 section 2.
    const BasicCredentials credentials("Aladdin", base::Secret("open sesame"));
    EXPECT_TRUE(credentials.accepts("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    EXPECT_TRUE(credentials.accepts("basic  QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    EXPECT_TRUE(credentials.accepts("BASIC QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    for (const std::string_view wrong :
         {"", "Basic", "Basic ", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ",
          "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
          "BasicQWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== ",
          "Basic QWxhZGRpbjpvcGVuIHNlc2FtYQ==", "Basic QWxhZGRpbjo=", "Basic Om9wZW4gc2VzYW1l"}) {
        EXPECT_FALSE(credentials.accepts(wrong)) << wrong;
    }
    EXPECT_FALSE(credentials.accepts(std::nullopt));
}

TEST(BasicCredentials, TakesBytesOfAnyKind) {
    // RFC 7617 section 2.1.
    EXPECT_TRUE(
        BasicCredentials("test", base::Secret("123\xc2\xa3")).accepts("Basic dGVzdDoxMjPCow=="));
    EXPECT_TRUE(BasicCredentials("a", base::Secret("b:c")).accepts("Basic YTpiOmM="));
}

TEST(BasicCredentials, AUserHasNoColon) {
    EXPECT_THROW(BasicCredentials("a:b", base::Secret("c")), base::Bug);
}

}  // namespace
}  // namespace auth

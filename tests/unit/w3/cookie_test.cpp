#include "w3/api/cookie.hpp"

#include <gtest/gtest.h>

namespace w3::api {
namespace {

http::Request with(std::initializer_list<const char*> cookies) {
    http::Request request;
    for (const char* const cookie : cookies)
        request.headers.emplace_back("cookie", cookie);
    return request;
}

TEST(Cookie, it_is_found_among_others) {
    EXPECT_EQ(session_cookie(with({"a=b; w3_session=x;c=d"}), false), "x");
    EXPECT_EQ(session_cookie(with({"a=b", "w3_session=x"}), false), "x");
    EXPECT_EQ(session_cookie(with({"w3_session=x; w3_session=x"}), false), "x");
    EXPECT_EQ(session_cookie(with({"__Host-w3_session=x=="}), true), "x==");
}

TEST(Cookie, what_is_not_it_is_none) {
    EXPECT_EQ(session_cookie(with({}), false), std::nullopt);
    for (const char* const cookie :
         {"", ";", "w3_session", "xw3_session=x", "W3_SESSION=x", "__Host-w3_session=x"}) {
        EXPECT_EQ(session_cookie(with({cookie}), false), std::nullopt) << cookie;
    }
    EXPECT_EQ(session_cookie(with({"w3_session=x"}), true), std::nullopt);
}

TEST(Cookie, two_that_differ_are_none) {
    EXPECT_EQ(session_cookie(with({"w3_session=x; w3_session=y"}), false), std::nullopt);
    EXPECT_EQ(session_cookie(with({"w3_session=x", "w3_session=y"}), false), std::nullopt);
}

}  // namespace
}  // namespace w3::api

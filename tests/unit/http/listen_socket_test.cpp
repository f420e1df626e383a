#include "http/listen_socket.hpp"

#include <gtest/gtest.h>

#include <sys/socket.h>

namespace http {
namespace {

TEST(ListenSockets, AreSeveralOfOnePort) {
    auto opened = open_listen_sockets("127.0.0.1:0", 3);
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    EXPECT_EQ(opened->sockets.size(), 3u);
    EXPECT_NE(opened->port, 0);
    EXPECT_EQ(opened->family, AF_INET);
}

TEST(ListenSockets, NeverJoinAnAddressThatIsInUse) {
    auto first = open_listen_sockets("127.0.0.1:0", 2);
    ASSERT_TRUE(first.has_value());
    const std::string listen = "127.0.0.1:" + std::to_string(first->port);
    auto second = open_listen_sockets(listen, 2);
    ASSERT_TRUE(second.has_error());
    EXPECT_EQ(second.error().fault, base::Fault::unavailable);
    EXPECT_EQ(second.error().detail,
              "cannot listen at " + listen + ": it is in use by another program");
    first->sockets.clear();
    EXPECT_TRUE(open_listen_sockets(listen, 2).has_value());
}

TEST(ListenSockets, SayWhenTheAddressIsNotOfThisMachine) {
    auto opened = open_listen_sockets("192.0.2.1:0", 1);
    ASSERT_TRUE(opened.has_error());
    EXPECT_EQ(opened.error().fault, base::Fault::unavailable);
    EXPECT_EQ(opened.error().detail,
              "cannot listen at 192.0.2.1:0: it is not an address of this machine");
}

TEST(ListenSockets, RefuseWhatIsNoAddressAndPort) {
    for (const char* bad : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                            "127.0.0.1:-1", "127.0.0.1:80a", ":8080", "localhost:8080", "::1:8080",
                            "[::1]", "[]:80", "[127.0.0.1]:80", "127.0.0.1 :80", "[::1:80"}) {
        auto opened = open_listen_sockets(bad, 1);
        ASSERT_TRUE(opened.has_error()) << bad;
        EXPECT_EQ(opened.error().fault, base::Fault::invalid) << bad;
        EXPECT_EQ(opened.error().detail, std::string(bad) +
                                             " is not an address and port such as "
                                             "127.0.0.1:8080 or [::1]:8080, nor unix: and a path");
    }
}

}  // namespace
}  // namespace http

#include "http/trusted_proxies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace http {
namespace {

std::string client(const std::vector<std::string>& trusted, std::string_view peer,
                   const std::vector<std::string>& forwarded) {
    Headers headers = {{"Host", "test"}};
    for (const std::string& value : forwarded)
        headers.emplace_back("x-forwarded-for", value);
    return TrustedProxies::parse(trusted).value().client_of(peer, headers);
}

TEST(TrustedProxies, a_peer_that_is_not_trusted_speaks_for_itself) {
    EXPECT_EQ(client({}, "198.51.100.7", {"192.0.2.1"}), "198.51.100.7");
    EXPECT_EQ(client({"10.0.0.0/8"}, "198.51.100.7", {"192.0.2.1"}), "198.51.100.7");
}

TEST(TrustedProxies, the_client_is_the_last_hop_that_is_not_trusted) {
    const std::vector<std::string> trusted = {"10.0.0.0/8", "2001:db8:1::/48"};
    EXPECT_EQ(client(trusted, "10.0.0.1", {"192.0.2.1"}), "192.0.2.1");
    EXPECT_EQ(client(trusted, "10.0.0.1", {"203.0.113.9, 192.0.2.1"}), "192.0.2.1")
        << "what stands further left may be forged";
    EXPECT_EQ(client(trusted, "10.0.0.1", {"192.0.2.1,10.0.0.2 ,\t2001:db8:1::3"}), "192.0.2.1");
    EXPECT_EQ(client(trusted, "10.0.0.1", {"203.0.113.9", "192.0.2.1", "10.0.0.2"}), "192.0.2.1")
        << "several fields are one list";
    EXPECT_EQ(client(trusted, "10.0.0.1", {"10.0.0.3, 10.0.0.2"}), "10.0.0.3")
        << "who asks from among the proxies is the furthest of them";
    EXPECT_EQ(client(trusted, "10.0.0.1", {}), "10.0.0.1");
}

TEST(TrustedProxies, ports_and_brackets_are_no_part_of_an_address) {
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"192.0.2.1:4711"}), "192.0.2.1");
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"[2001:db8::7]:4711"}), "2001:db8::7");
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"[2001:db8::7]"}), "2001:db8::7");
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"2001:db8::7"}), "2001:db8::7");
}

TEST(TrustedProxies, the_interface_of_a_hop_is_left_out_whatever_stands_there) {
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"fe80::1%eth0"}), "fe80::1");
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"[fe80::1%eth0]:4711"}), "fe80::1");
    EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.1", {"192.0.2.1%+39 333 1234567 \xff"}), "192.0.2.1");
    EXPECT_EQ(client({"10.0.0.1"}, "fe80::1%eth0", {}), "fe80::1%eth0") << "a peer is as it is";
}

TEST(TrustedProxies, what_is_no_address_ends_the_search_where_it_was_written) {
    const std::vector<std::string> trusted = {"10.0.0.0/8"};
    for (const std::string entry : {"unknown", "", "_hidden", "192.0.2.1.example", "[", "1.2.3"}) {
        EXPECT_EQ(client(trusted, "10.0.0.1", {"192.0.2.9, " + entry}), "10.0.0.1") << entry;
        EXPECT_EQ(client(trusted, "10.0.0.1", {entry + ", 10.0.0.2"}), "10.0.0.2") << entry;
    }
}

TEST(TrustedProxies, a_unix_socket_is_trusted_when_it_is_written) {
    EXPECT_EQ(client({"unix"}, "unix", {"192.0.2.1"}), "192.0.2.1");
    EXPECT_EQ(client({"10.0.0.1", "unix"}, "unix", {"192.0.2.1, 10.0.0.1"}), "192.0.2.1");
    EXPECT_EQ(client({"10.0.0.1"}, "unix", {"192.0.2.1"}), "unix");
    EXPECT_EQ(client({"unix"}, "10.0.0.1", {"192.0.2.1"}), "10.0.0.1");
}

TEST(TrustedProxies, a_wrong_entry_is_named) {
    const auto proxies = TrustedProxies::parse({"10.0.0.1", "proxy.example"});
    ASSERT_FALSE(proxies.has_value());
    EXPECT_THAT(proxies.error().detail, testing::HasSubstr("'proxy.example'"));
}

}  // namespace
}  // namespace http

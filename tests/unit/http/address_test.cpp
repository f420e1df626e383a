#include "http/address.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

Address address(std::string_view text) {
    return Address::parse(text).value();
}

TEST(Address, has_one_value_for_all_ways_to_write_it) {
    EXPECT_EQ(address("192.0.2.7"), address("::ffff:192.0.2.7"));
    EXPECT_EQ(address("2001:db8::1"), address("2001:0DB8:0:0::1"));
    EXPECT_EQ(address("fe80::1%eth0"), address("fe80::1"));
    EXPECT_NE(address("192.0.2.7"), address("192.0.2.8"));
}

TEST(Address, what_is_none_is_not_read) {
    for (const std::string_view text : {"", "pbx", "10.0.0", "10.0.0.7 ", "10.0.0.7/32",
                                        "10.0.0.7:1", "[::1]", "0x7f.1", "1.2.3.4.5", "::g"}) {
        EXPECT_FALSE(Address::parse(text)) << text;
    }
    EXPECT_FALSE(Address::parse(std::string_view("10.0.0.7\0x", 10)));
}

TEST(Address, a_client_is_one_v4_address_or_one_v6_network) {
    EXPECT_EQ(address("192.0.2.7").client(), address("192.0.2.7"));
    EXPECT_NE(address("192.0.2.7").client(), address("192.0.2.8").client());
    EXPECT_EQ(address("2001:db8:1:2:3:4:5:6").client(), address("2001:db8:1:2::"));
    EXPECT_EQ(address("2001:db8:1:2::1").client(), address("2001:db8:1:2:ffff::9").client());
    EXPECT_NE(address("2001:db8:1:2::1").client(), address("2001:db8:1:3::1").client());
}

}  // namespace
}  // namespace http

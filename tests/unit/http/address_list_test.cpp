#include "http/address_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace http {
namespace {

bool has(const std::string& entry, std::string_view address) {
    return AddressList::parse({entry}).value().contains(address);
}

TEST(AddressList, SingleAddressesAreThemselves) {
    EXPECT_TRUE(has("192.0.2.7", "192.0.2.7"));
    EXPECT_FALSE(has("192.0.2.7", "192.0.2.8"));
    EXPECT_TRUE(has("2001:db8::1", "2001:DB8:0::1"));
    EXPECT_FALSE(has("2001:db8::1", "2001:db8::2"));
}

TEST(AddressList, BlocksEndWhereTheirPrefixDoes) {
    EXPECT_TRUE(has("10.0.0.0/8", "10.255.255.255"));
    EXPECT_FALSE(has("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(has("192.0.2.64/26", "192.0.2.127"));
    EXPECT_FALSE(has("192.0.2.64/26", "192.0.2.128"));
    EXPECT_FALSE(has("192.0.2.64/26", "192.0.2.63"));
    EXPECT_TRUE(has("192.0.2.7/32", "192.0.2.7"));
    EXPECT_TRUE(has("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(has("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(has("0.0.0.0/0", "203.0.113.9"));
    EXPECT_FALSE(has("0.0.0.0/0", "2001:db8::1")) << "all of IPv4 is not all";
    EXPECT_TRUE(has("::/0", "2001:db8::1"));
}

TEST(AddressList, AMappedAddressIsWhatItIs) {
    EXPECT_TRUE(has("192.0.2.0/24", "::ffff:192.0.2.9"));
    EXPECT_FALSE(has("192.0.2.0/24", "::ffff:192.0.3.9"));
}

TEST(AddressList, HasSeveralOrNone) {
    const auto list = AddressList::parse({"10.0.0.7", "2001:db8::/32"}).value();
    EXPECT_TRUE(list.contains("10.0.0.7"));
    EXPECT_TRUE(list.contains("2001:db8:1::1"));
    EXPECT_FALSE(list.contains("10.0.0.8"));
    EXPECT_FALSE(list.empty());
    EXPECT_TRUE(AddressList::parse({}).value().empty());
    EXPECT_FALSE(AddressList::parse({}).value().contains("10.0.0.7"));
}

TEST(AddressList, WhatIsNoAddressIsInNone) {
    for (const std::string_view text : {"", "pbx", "10.0.0", "10.0.0.7 ", "10.0.0.7/32"}) {
        EXPECT_FALSE(has("0.0.0.0/0", text)) << text;
        EXPECT_FALSE(has("::/0", text)) << text;
    }
    EXPECT_FALSE(has("10.0.0.7", std::string_view("10.0.0.7\0x", 10)));
}

TEST(AddressList, AWrongEntryIsNamed) {
    for (const std::string entry :
         {"", "pbx", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "fe80::1%eth0",
          "10.0.0.0/ 8", "::/129", "10.0.0/8", "/8"}) {
        const auto list = AddressList::parse({"10.0.0.7", entry});
        ASSERT_FALSE(list.has_value()) << entry;
        EXPECT_EQ(list.error().fault, base::Fault::invalid);
        EXPECT_THAT(list.error().detail, testing::HasSubstr("'" + entry + "'"));
    }
}

TEST(AddressList, ABlockStartsWhereItIsWritten) {
    EXPECT_FALSE(AddressList::parse({"10.0.0.7/8"}).has_value());
    EXPECT_FALSE(AddressList::parse({"2001:db8::1/32"}).has_value());
    EXPECT_FALSE(AddressList::parse({"192.0.2.65/26"}).has_value());
}

TEST(IsLoopback, KnowsWhatOnlyThisMachineReaches) {
    for (const std::string_view own :
         {"127.0.0.1:8081", "127.3.2.1:0", "[::1]:8081", "localhost:8081"}) {
        EXPECT_TRUE(is_loopback(own)) << own;
    }
    for (const std::string_view open : {"0.0.0.0:8081", "[::]:8081", "10.0.0.7:8081", ":8081", "",
                                        "128.0.0.1:1", "[::2]:1", "127.0.0.1.example.it:1"}) {
        EXPECT_FALSE(is_loopback(open)) << open;
    }
}

}  // namespace
}  // namespace http

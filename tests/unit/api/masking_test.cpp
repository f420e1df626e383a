#include "edgvoip/api/masking.hpp"

#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

using call::Direction;

class MaskingTest : public testing::Test {
protected:
    MaskingTest() {
        call.from_uri = "+390687654321";
        call.to_uri = "1001";
        call.did_e164 = "+390512345001";
        call.ext_number = "1001";
    }

    std::shared_ptr<const directory::Directory> directory =
        directory::Directory::parse(R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"a.example","name":"A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":[],"account_codes":[],"stores":[],
 "extensions":[{"ext":"1001"},{"ext":"100234"}],"dids":[{"did_e164":"+390512345001"}]}]})")
            .value();
    const directory::Tenant& tenant = directory->tenants().front();
    Masking masked{tenant, true};
    Masking open{tenant, false};
    call::Call call;
};

TEST_F(MaskingTest, HidesOutsideNumbersOfInboundCalls) {
    EXPECT_EQ(masked.from_uri(call), "+390687654***");
    EXPECT_EQ(masked.to_uri(call), "1001");
    EXPECT_EQ(masked.did_e164(call), "+390512345001");
    EXPECT_EQ(open.from_uri(call), "+390687654321");
    call.from_uri.clear();
    EXPECT_EQ(masked.from_uri(call), "");
}

TEST_F(MaskingTest, HidesWhereAnInboundCallWasForwardedTo) {
    call.to_uri = "+393331234567";
    EXPECT_EQ(masked.to_uri(call), "+393331234***");
    call.to_uri = call.did_e164;
    EXPECT_EQ(masked.to_uri(call), "+390512345001");
    call.to_uri = call.ext_number = "199999";  // an extension the directory does not know
    EXPECT_EQ(masked.to_uri(call), "199999");
}

TEST_F(MaskingTest, HidesWhatWasDialledOutside) {
    call.direction = Direction::out;
    call.from_uri = "199999";
    call.to_uri = "+393331234567";
    EXPECT_EQ(masked.from_uri(call), "199999");
    EXPECT_EQ(masked.to_uri(call), "+393331234***");
    EXPECT_EQ(masked.did_e164(call), "+390512345001");
    call.did_e164 = "+390687654321";
    EXPECT_EQ(masked.did_e164(call), "+390687654***");
    call.to_uri = "112";
    EXPECT_EQ(masked.to_uri(call), "***");
}

TEST_F(MaskingTest, HidesNothingOfInternalCalls) {
    call.direction = Direction::internal;
    call.from_uri = "1001";
    call.to_uri = "*97123456";
    EXPECT_EQ(masked.from_uri(call), "1001");
    EXPECT_EQ(masked.to_uri(call), "*97123456");
}

TEST_F(MaskingTest, HidesOutsideNumbersOfLegs) {
    call::Leg leg;
    leg.number = "+390687654321";
    EXPECT_EQ(masked.leg_number(call, leg), "+390687654***");
    EXPECT_EQ(open.leg_number(call, leg), "+390687654321");
    leg.number = "100234";
    EXPECT_EQ(masked.leg_number(call, leg), "100234");
    leg.number.clear();
    EXPECT_EQ(masked.leg_number(call, leg), "");
}

}  // namespace
}  // namespace edgvoip::api

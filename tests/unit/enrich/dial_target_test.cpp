#include "edgvoip/enrich/dial_target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::enrich {
namespace {

using Kind = DialTarget::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(DialTargets, SplitsGroupsOfEveryKind) {
    const DialTarget first{Kind::device, "1001", "d.test"};
    const DialTarget second{Kind::device, "1002", "d.test"};
    for (const char* argument :
         {"user/1001@d.test,user/1002@d.test", "user/1001@d.test|user/1002@d.test",
          "user/1001@d.test:_:user/1002@d.test",
          "[leg_timeout=4]user/1001@d.test|[leg_timeout=4]user/1002@d.test",
          "{a=1,b='x|y'}<c=2>user/1001@d.test, [d=3,e=4]user/1002@d.test",
          "{^^:sip_invite_domain=d.test:x=1}user/1001@d.test,user/1002@d.test"}) {
        EXPECT_THAT(dial_targets(argument), ElementsAre(first, second)) << argument;
    }
}

TEST(DialTargets, TellsPhonesFromTrunks) {
    EXPECT_THAT(dial_targets("sofia/gateway/carrier/+39340"),
                ElementsAre(DialTarget{Kind::outside, "+39340", ""}));
    EXPECT_THAT(dial_targets("sofia/external/+39340@10.0.0.1"),
                ElementsAre(DialTarget{Kind::outside, "+39340", ""}));
    EXPECT_THAT(dial_targets("sofia/internal/1001%d.test"),
                ElementsAre(DialTarget{Kind::device, "1001", ""}));
    EXPECT_THAT(dial_targets("loopback/1001/ctx/XML"),
                ElementsAre(DialTarget{Kind::loopback, "1001", ""}));
    EXPECT_THAT(dial_targets("group/sales@d.test"), ElementsAre(DialTarget{Kind::group, "", ""}));
}

TEST(DialTargets, RingsNobodyForWhatIsNoTarget) {
    for (const char* argument : {"", ",", "error/USER_BUSY", "user", "{open", "]", "|:_:,"}) {
        EXPECT_THAT(dial_targets(argument), IsEmpty()) << argument;
    }
}

TEST(ChannelTarget, ReadsChannelNames) {
    EXPECT_EQ(channel_target("sofia/internal/1001@10.0.0.7:5060"),
              (DialTarget{Kind::device, "1001", ""}));
    EXPECT_EQ(channel_target("sofia/external/+39340"), (DialTarget{Kind::outside, "+39340", ""}));
    EXPECT_EQ(channel_target("loopback/1001-a"), (DialTarget{Kind::loopback, "1001", ""}));
    EXPECT_EQ(channel_target("loopback/1001-b"), (DialTarget{Kind::loopback, "1001", ""}));
    EXPECT_EQ(channel_target(""), DialTarget{});
}

}  // namespace
}  // namespace edgvoip::enrich

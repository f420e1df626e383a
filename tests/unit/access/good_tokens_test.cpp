#include "access/good_tokens.hpp"

#include "base/limits.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace auth {
namespace {

constexpr base::Instant found_good{1'760'000'000 * base::us_per_second};
constexpr base::Instant expires{found_good.us + 60 * base::us_per_second};

Claims claims_of(const std::string& domain) {
    Claims claims;
    claims.sip_domain = domain;
    claims.expires = expires;
    return claims;
}

TEST(GoodTokens, GivesTheClaimsOfExactlyThatToken) {
    GoodTokens tokens;
    tokens.add("a.b.c", claims_of("a.example"), found_good);
    tokens.add("a.b.d", claims_of("d.example"), found_good);
    EXPECT_EQ(tokens.find("a.b.c", found_good), claims_of("a.example"));
    EXPECT_EQ(tokens.find("a.b.d", found_good), claims_of("d.example"));
    EXPECT_FALSE(tokens.find("a.b.C", found_good));
    EXPECT_FALSE(tokens.find("a.b.", found_good));
    EXPECT_FALSE(tokens.find("", found_good));
}

TEST(GoodTokens, SaysNothingBeforeTheTokenWasFoundGoodAndFromItsEndOn) {
    GoodTokens tokens;
    tokens.add("a.b.c", claims_of("a.example"), found_good);
    EXPECT_FALSE(tokens.find("a.b.c", {found_good.us - 1}));
    EXPECT_TRUE(tokens.find("a.b.c", {expires.us - 1}));
    EXPECT_FALSE(tokens.find("a.b.c", expires));
}

TEST(GoodTokens, TakesLittleRoomHoweverManyThereAre) {
    GoodTokens tokens;
    const auto name = [](std::size_t number) { return "token " + std::to_string(number); };
    constexpr std::size_t all = base::limits::good_tokens_max;
    for (std::size_t number = 0; number < 3 * all; ++number) {
        tokens.add(name(number), claims_of("a.example"), found_good);
        ASSERT_TRUE(tokens.find(name(number), found_good)) << "the newest is always there";
    }
    std::size_t held = 0;
    for (std::size_t number = 0; number < 3 * all; ++number)
        held += tokens.find(name(number), found_good) ? 1U : 0U;
    EXPECT_LE(held, all);
}

TEST(GoodTokens, ServesSeveralThreadsAtOnce) {
    GoodTokens tokens;
    const auto work = [&tokens](const std::string& mine) {
        for (int i = 0; i < 500; ++i) {
            const std::string token = mine + std::to_string(i % 50);
            tokens.add(token, claims_of(token), found_good);
            const auto claims = tokens.find(token, found_good);
            ASSERT_TRUE(claims);
            ASSERT_EQ(claims->sip_domain, token);
        }
    };
    const std::jthread left([&work] { work("left "); });
    work("right ");
}

}  // namespace
}  // namespace auth

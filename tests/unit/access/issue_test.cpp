#include "access/issue.hpp"

#include "access/verifier.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

constexpr base::Instant now{1'760'000'000'500'000};

Claims claims() {
    Claims out;
    out.sip_domain = "a.example";
    out.tenant_id = {*base::Uuid::parse("11111111-1111-4111-8111-111111111111")};
    return out;
}

Key key() {
    return *Key::hs256("k1", base::Secret(std::string(32, 's')));
}

TEST(IssueToken, IsTakenByTheVerifierWithTheSameClaims) {
    Claims given = claims();
    given.issuer = "https://w3.example";
    given.subject = "u-1";
    given.store_ids = {{base::StoreId{*base::Uuid::parse("22222222-2222-4222-8222-222222222222")}}};
    given.exts = {{"1001"}};
    given.scopes = {"cdr:full", "other"};
    const auto token = issue_token(key(), given, {"edgvoip", now, 3600});
    ASSERT_TRUE(token);
    const auto verifier = *Verifier::make("edgvoip", {{"https://w3.example", true, {}, {key()}}});
    const auto read = verifier->verify(*token, now);
    ASSERT_TRUE(std::holds_alternative<Claims>(read));
    given.expires = {(1'760'000'000 + 3600) * base::us_per_second};
    EXPECT_EQ(std::get<Claims>(read), given);
}

TEST(IssueToken, ListsThatAreEmptyStayEmptyAndNotAbsent) {
    Claims given = claims();
    given.store_ids.emplace();
    given.exts.emplace();
    const auto verifier = *Verifier::make("edgvoip", {{"", true, {}, {key()}}});
    const auto read = verifier->verify(*issue_token(key(), given, {"edgvoip", now, 60}), now);
    ASSERT_TRUE(std::holds_alternative<Claims>(read));
    EXPECT_EQ(std::get<Claims>(read).store_ids, given.store_ids);
    EXPECT_EQ(std::get<Claims>(read).exts, given.exts);
}

TEST(IssueToken, RefusesWhatNobodyWouldTake) {
    EXPECT_TRUE(issue_token(key(), claims(), {"edgvoip", now, 1}));
    EXPECT_FALSE(issue_token(key(), claims(), {"edgvoip", now, 0}));
    EXPECT_TRUE(issue_token(key(), claims(), {"edgvoip", now, 86'400}));
    EXPECT_FALSE(issue_token(key(), claims(), {"edgvoip", now, 86'401}));
    EXPECT_FALSE(issue_token(key(), claims(), {"", now, 60}));
    Claims nobody = claims();
    nobody.sip_domain.clear();
    EXPECT_FALSE(issue_token(key(), nobody, {"edgvoip", now, 60}));
    Claims wordy = claims();
    wordy.exts.emplace(1000, "1001");
    EXPECT_FALSE(issue_token(key(), wordy, {"edgvoip", now, 60}));
}

}  // namespace
}  // namespace auth

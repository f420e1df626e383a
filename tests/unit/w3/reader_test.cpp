#include "w3/reader/reader.hpp"

#include "access/es256_pair.hpp"
#include "access/jwks.hpp"
#include "access/verifier.hpp"
#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

namespace w3::reader {
namespace {

class ReaderTest : public testing::Test {
protected:
    auth::Claims claims_of(const std::string& token) {
        auto verifier =
            auth::Verifier::make("edgvoip", {{.name = "w3suite",
                                              .every_tenant = true,
                                              .tenants = {},
                                              .keys = auth::read_jwks(pair_.jwks).value()}});
        const auto judged = verifier.value()->verify(token, clock_.now());
        EXPECT_TRUE(std::holds_alternative<auth::Claims>(judged));
        return std::get<auth::Claims>(judged);
    }
    std::string token() { return reader_.token_for(tenant_, person_).value(); }
    void pass(std::int64_t seconds) {
        clock_.set({clock_.now().us + seconds * base::us_per_second});
    }

    base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    auth::Es256Pair pair_ = auth::es256_pair(auth::new_es256_pem()).value();
    Reader reader_{
        {.address = "127.0.0.1:1", .issuer = "w3suite", .audience = "edgvoip"}, pair_.key, clock_};
    people::Tenant tenant_{{base::Uuid::random()}, "a.test", "A", "Europe/Rome", {}};
    people::Person person_ = [this] {
        people::Person person;
        person.id = {base::Uuid::random()};
        person.tenant_id = tenant_.id;
        person.role = people::Role::supervisor;
        person.store_ids = {{base::Uuid::random()}};
        return person;
    }();
};

TEST_F(ReaderTest, a_token_says_who_of_which_tenant_sees_what_and_for_five_minutes) {
    const auth::Claims claims = claims_of(token());
    EXPECT_EQ(claims.sip_domain, "a.test");
    EXPECT_EQ(claims.tenant_id, tenant_.id);
    EXPECT_EQ(claims.subject, person_.id.uuid.text());
    EXPECT_EQ(claims.store_ids, person_.store_ids);
    EXPECT_EQ(claims.exts, std::nullopt);
    EXPECT_EQ(claims.scopes, std::vector<std::string>());
    EXPECT_EQ(claims.expires.us - clock_.now().us, limits::token_seconds * base::us_per_second);
}

TEST_F(ReaderTest, a_token_is_kept_until_shortly_before_its_end) {
    const std::string first = token();
    pass(limits::token_seconds - limits::token_seconds_left_min - 1);
    EXPECT_EQ(token(), first);
    pass(1);
    EXPECT_NE(token(), first);
}

TEST_F(ReaderTest, another_scope_has_another_token_at_once) {
    const std::string first = token();
    person_.store_ids->clear();
    EXPECT_EQ(claims_of(token()).store_ids, std::vector<base::StoreId>());
    person_.role = people::Role::agent;
    person_.ext = "1001";
    EXPECT_EQ(claims_of(token()).exts, std::vector<std::string>{"1001"});
    EXPECT_EQ(claims_of(token()).store_ids, std::nullopt);
}

TEST_F(ReaderTest, as_many_stores_as_a_person_may_have_fit_into_a_token) {
    person_.store_ids = std::vector<base::StoreId>(limits::store_ids_max);
    for (base::StoreId& id : *person_.store_ids)
        id = {base::Uuid::random()};
    EXPECT_EQ(claims_of(token()).store_ids->size(), limits::store_ids_max);
}

TEST_F(ReaderTest, where_nobody_listens_is_a_failure_that_passes) {
    const auto answer = reader_.get({tenant_, person_, "192.0.2.1", "id"}, "/api/cdr", "");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, base::Fault::unavailable);
}

}  // namespace
}  // namespace w3::reader

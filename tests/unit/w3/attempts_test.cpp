#include "w3/people/attempts.hpp"

#include "base/clock.hpp"
#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace w3::people {
namespace {

constexpr std::int64_t free_attempts = 5;

class AttemptsTest : public testing::Test {
protected:
    void fail() { attempts_ = one_more(attempts_, free_attempts, clock_.now()); }
    void pass(std::int64_t seconds) {
        clock_.set({clock_.now().us + seconds * base::us_per_second});
    }
    std::int64_t wait() const {
        return wait_seconds(remembered(attempts_, clock_.now()), clock_.now());
    }

    base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    Attempts attempts_;
};

TEST_F(AttemptsTest, the_first_ones_wait_for_nothing) {
    for (std::int64_t i = 1; i < free_attempts; ++i) {
        fail();
        EXPECT_EQ(wait(), 0) << i;
    }
    fail();
    EXPECT_EQ(wait(), limits::first_delay_seconds);
}

TEST_F(AttemptsTest, the_delay_doubles_up_to_its_end) {
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 13; ++i) {
        pass(wait());
        fail();
        waits.push_back(wait());
    }
    EXPECT_EQ(waits,
              (std::vector<std::int64_t>{0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900}));
}

TEST_F(AttemptsTest, a_second_is_waited_for_to_its_end) {
    for (int i = 0; i < free_attempts; ++i)
        fail();
    clock_.set({clock_.now().us + limits::first_delay_seconds * base::us_per_second - 1});
    EXPECT_EQ(wait(), 1);
    clock_.set({clock_.now().us + 1});
    EXPECT_EQ(wait(), 0);
}

TEST_F(AttemptsTest, a_day_without_one_forgets_them) {
    for (int i = 0; i < 20; ++i)
        fail();
    pass(limits::attempts_memory_seconds - 1);
    fail();
    EXPECT_EQ(wait(), limits::delay_seconds_max);
    pass(limits::attempts_memory_seconds);
    fail();
    EXPECT_EQ(attempts_.failed, 1);
    EXPECT_EQ(wait(), 0);
}

TEST_F(AttemptsTest, one_that_succeeded_is_taken_back) {
    for (int i = 0; i < free_attempts; ++i)
        fail();
    attempts_ = taken_back(attempts_);
    EXPECT_EQ(attempts_.failed, free_attempts - 1);
    EXPECT_EQ(wait(), 0);
    EXPECT_EQ(taken_back(Attempts()).failed, 0);
}

TEST(AttemptKeys, an_account_is_one_whatever_its_case_and_no_other_tenants) {
    const base::TenantId one{base::Uuid::random()};
    EXPECT_EQ(account_key(one, "Anna@Test.it"), account_key(one, "anna@test.IT"));
    EXPECT_NE(account_key(one, "anna@test.it"), account_key(one, "anna@test.com"));
    EXPECT_NE(account_key(one, "anna@test.it"),
              account_key({base::Uuid::random()}, "anna@test.it"));
    EXPECT_EQ(account_key(one, "anna@test.it").find("anna"), std::string::npos);
}

TEST(AttemptKeys, a_client_with_ipv6_is_its_network) {
    EXPECT_EQ(client_key("2001:db8::1"), client_key("2001:db8::ffff:2"));
    EXPECT_NE(client_key("2001:db8::1"), client_key("2001:db8:0:1::1"));
    EXPECT_NE(client_key("192.0.2.1"), client_key("192.0.2.2"));
}

}  // namespace
}  // namespace w3::people

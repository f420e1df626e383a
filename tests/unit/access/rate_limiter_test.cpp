#include "access/rate_limiter.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <random>
#include <thread>
#include <vector>

namespace auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = RateLimiter::Time;

constexpr Time start = Time(seconds(1'000'000));

RateLimiter::Key key(std::uint32_t number) {
    RateLimiter::Key key{};
    for (std::size_t i = 0; i < sizeof number; ++i)
        key[i] = static_cast<unsigned char>(number >> 8 * i);
    return key;
}

TEST(RateLimiter, lets_the_rate_and_one_burst_through_however_hard_it_is_pressed) {
    RateLimiter limiter({.count = 10, .burst = 20});
    int allowed = 0;
    for (int i = 0; i < 100 * 60; ++i)
        allowed += limiter.take(key(1), start + milliseconds(10 * i)).allowed ? 1 : 0;
    EXPECT_GE(allowed, 614);
    EXPECT_LE(allowed, 626);
}

TEST(RateLimiter, says_how_many_are_left_and_when_there_are_more) {
    RateLimiter limiter({.count = 1, .burst = 3});
    for (const std::int64_t left : {2, 1, 0}) {
        const Pace pace = limiter.take(key(1), start);
        EXPECT_TRUE(pace.allowed);
        EXPECT_EQ(pace.remaining, left);
        EXPECT_EQ(pace.wait_sec, 1);
    }
    const Pace refused = limiter.take(key(1), start + milliseconds(200));
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.wait_sec, 1);
    EXPECT_FALSE(limiter.take(key(1), start + milliseconds(999)).allowed);
    EXPECT_TRUE(limiter.take(key(1), start + milliseconds(1000)).allowed);
    EXPECT_EQ(limiter.take(key(1), start + seconds(100)).remaining, 2) << "rest gives no more";
}

TEST(RateLimiter, who_waits_as_long_as_it_says_is_let_in) {
    for (const Rate rate :
         {Rate{.count = 30, .burst = 30, .period = std::chrono::minutes(1)},
          Rate{.count = 1, .burst = 2, .period = seconds(7)}, Rate{.count = 3, .burst = 1}}) {
        RateLimiter limiter(rate);
        Pace pace;
        while (pace.allowed)
            pace = limiter.take(key(1), start);
        EXPECT_TRUE(limiter.take(key(1), start + seconds(pace.wait_sec)).allowed) << rate.count;
    }
}

TEST(RateLimiter, a_look_counts_nothing) {
    RateLimiter limiter({.count = 1, .burst = 1});
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(limiter.look(key(1), start).allowed);
    EXPECT_TRUE(limiter.take(key(1), start).allowed);
    EXPECT_FALSE(limiter.look(key(1), start).allowed);
    EXPECT_TRUE(limiter.look(key(2), start).allowed);
}

TEST(RateLimiter, the_window_is_what_a_burst_takes_to_come_back) {
    EXPECT_EQ((Rate{.count = 20, .burst = 40}).window_sec(), 2);
    EXPECT_EQ((Rate{.count = 20, .burst = 41}).window_sec(), 3);
    EXPECT_EQ((Rate{.count = 30, .burst = 30, .period = seconds(60)}).window_sec(), 60);
}

TEST(RateLimiter, is_a_bucket_that_leaks_for_each_of_many_keys) {
    std::mt19937_64 random(3);
    constexpr std::int64_t cost_us = 250'000;  // of four a second
    constexpr std::int64_t bucket_us = 5 * cost_us;
    RateLimiter limiter({.count = 4, .burst = 5});
    struct Bucket {
        std::int64_t level_us = 0;
        std::int64_t at_us = 0;
    };
    std::map<std::uint32_t, Bucket> buckets;
    std::int64_t now_us = 0;
    for (int i = 0; i < 20'000; ++i) {
        now_us += static_cast<std::int64_t>(random() % 20'000);
        const auto who = static_cast<std::uint32_t>(random() % 20);
        Bucket& bucket = buckets[who];
        bucket.level_us = std::max(bucket.level_us - (now_us - bucket.at_us), std::int64_t{0});
        bucket.at_us = now_us;
        const bool fits = bucket.level_us + cost_us <= bucket_us;
        if (fits) bucket.level_us += cost_us;
        const Pace pace = limiter.take(key(who), start + std::chrono::microseconds(now_us));
        ASSERT_EQ(pace.allowed, fits) << i;
        ASSERT_EQ(pace.remaining, (bucket_us - bucket.level_us) / cost_us) << i;
    }
}

TEST(RateLimiter, forgets_rather_the_idle_than_those_who_press) {
    RateLimiter limiter({.count = 1, .burst = 50});
    constexpr std::uint32_t presser = 1;
    for (int i = 0; i < 50; ++i)
        EXPECT_TRUE(limiter.take(key(presser), start).allowed);
    const auto strangers = static_cast<std::uint32_t>(4 * base::limits::rate_limit_keys_max);
    for (std::uint32_t i = 2; i < strangers; ++i)
        limiter.take(key(i), start);
    EXPECT_FALSE(limiter.take(key(presser), start).allowed);
}

TEST(RateLimiter, counts_what_several_threads_take_exactly) {
    RateLimiter limiter({.count = 1, .burst = 1000});
    std::atomic<int> allowed = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i)
                allowed += limiter.take(key(1), start).allowed ? 1 : 0;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(allowed, 1000);
}

TEST(RateLimiter, a_rate_that_is_none_is_our_own_mistake) {
    EXPECT_THROW(RateLimiter({.count = 0, .burst = 5}), base::Bug);
    EXPECT_THROW(RateLimiter({.count = 5, .burst = 0}), base::Bug);
}

}  // namespace
}  // namespace auth

#include "http/connection/delivery_rate.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

using std::chrono::seconds;

const DeliveryRate::Time start = std::chrono::steady_clock::now();

TEST(DeliveryRate, looks_at_once_and_then_when_a_stretch_is_over) {
    DeliveryRate rate(seconds(30), 1000);
    EXPECT_LE(rate.next_look(), start);
    EXPECT_TRUE(rate.suffices(start, 0));
    EXPECT_EQ(rate.next_look(), start + seconds(30));
    EXPECT_TRUE(rate.suffices(start + seconds(31), 1000));
    EXPECT_EQ(rate.next_look(), start + seconds(61));
}

TEST(DeliveryRate, goes_on_as_long_as_every_stretch_brings_enough) {
    DeliveryRate rate(seconds(30), 1000);
    for (int stretch = 0; stretch <= 1000; ++stretch)
        EXPECT_TRUE(rate.suffices(start + seconds(30 * stretch), 1000 * stretch));
    EXPECT_FALSE(rate.suffices(start + seconds(30 * 1001), 1000 * 1000 + 999));
}

TEST(DeliveryRate, what_came_fast_before_excuses_no_later_stretch) {
    DeliveryRate rate(seconds(30), 1000);
    EXPECT_TRUE(rate.suffices(start, 0));
    EXPECT_TRUE(rate.suffices(start + seconds(30), 1'000'000));
    EXPECT_FALSE(rate.suffices(start + seconds(60), 1'000'001));
}

TEST(DeliveryRate, another_answer_begins_anew) {
    DeliveryRate rate(seconds(30), 1000);
    EXPECT_TRUE(rate.suffices(start, 5000));
    rate.begin();
    EXPECT_LE(rate.next_look(), start);
    EXPECT_TRUE(rate.suffices(start + seconds(45), 5001));
    EXPECT_FALSE(rate.suffices(start + seconds(75), 6000));
}

}  // namespace
}  // namespace http

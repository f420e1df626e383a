#include "edgvoip/query/rounding.hpp"

#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

TEST(Rounding, IsHalfUp) {
    EXPECT_EQ(rounded_mean(5, 2), 3);
    EXPECT_EQ(rounded_mean(7, 5), 1);
    EXPECT_EQ(rounded_mean(8, 5), 2);
    EXPECT_EQ(rounded_mean(0, 5), 0);
    EXPECT_EQ(rounded_mean(2'499'999, 1'000'000), 2);
    EXPECT_EQ(rounded_mean(2'500'000, 1'000'000), 3);
}

TEST(Rounding, OfNothingIsNothing) {
    EXPECT_FALSE(rounded_mean(0, 0));
    EXPECT_FALSE(rounded_rate(0, 0));
}

TEST(Rounding, RatesHaveFourDecimals) {
    EXPECT_EQ(rounded_rate(1, 3), 3333);
    EXPECT_EQ(rounded_rate(2, 3), 6667);
    EXPECT_EQ(rounded_rate(1, 20'000), 1);
    EXPECT_EQ(rounded_rate(1, 20'001), 0);
    EXPECT_EQ(rounded_rate(7, 7), rate_units);
}

TEST(Rounding, HoldsForMoreCallsThanAnybodyHas) {
    EXPECT_EQ(rounded_rate(99'999'999'999, 100'000'000'000), 10'000);
    EXPECT_EQ(rounded_mean(1'000'000'000'000'000, 3), 333'333'333'333'333);
}

}  // namespace
}  // namespace edgvoip::query

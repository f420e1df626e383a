#include "edgvoip/ingest/lag.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::ingest {
namespace {

using testing::ElementsAre;

constexpr std::int64_t second = 1'000'000;

TEST(Lag, CountsNothingAtFirst) {
    const Lag lag;
    EXPECT_EQ(lag.count(), 0);
    EXPECT_EQ(lag.sum_us(), 0);
}

TEST(Lag, PutsABoundIntoItsOwnBucketAndMoreIntoTheNext) {
    Lag lag;
    for (const std::int64_t us :
         {0L, second, second + 1, 60 * second, 86'400 * second, 86'400 * second + 1})
        lag.add(us);
    EXPECT_THAT(lag.buckets(), ElementsAre(2, 1, 0, 0, 0, 1, 0, 0, 1, 1));
    EXPECT_EQ(lag.count(), 6);
    EXPECT_EQ(lag.sum_us(), (1 + 1 + 60 + 2 * 86'400) * second + 2);
}

TEST(Lag, OfAClockThatIsAheadIsNone) {
    Lag lag;
    lag.add(-5 * second);
    EXPECT_EQ(lag.buckets().front(), 1);
    EXPECT_EQ(lag.sum_us(), 0);
}

}  // namespace
}  // namespace edgvoip::ingest

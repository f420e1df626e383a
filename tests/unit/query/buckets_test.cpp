#include "edgvoip/query/buckets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace edgvoip::query {
namespace {

using testing::ElementsAre;

base::Instant at(std::string_view iso8601) {
    return base::instant_of(*base::parse_iso8601(iso8601));
}

std::vector<std::string> bounds(std::string_view zone, Bucket bucket, std::string_view from,
                                std::string_view to) {
    const auto found =
        bucket_bounds(*base::TimeZone::find(zone), bucket, {.from = at(from), .to = at(to)}, 1000);
    std::vector<std::string> texts;
    for (const base::Instant bound : found.value())
        texts.push_back(base::to_iso8601(bound));
    return texts;
}

TEST(Buckets, OfTheNightInMarchHaveOneHourLess) {
    EXPECT_THAT(
        bounds("Europe/Rome", Bucket::hour, "2025-03-30T00:15:00Z", "2025-03-30T02:00:00Z"),
        ElementsAre("2025-03-30T00:00:00Z", "2025-03-30T01:00:00Z", "2025-03-30T02:00:00Z"));
    EXPECT_THAT(
        bounds("Europe/Rome", Bucket::day, "2025-03-30T00:00:00Z", "2025-03-30T22:00:01Z"),
        ElementsAre("2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z", "2025-03-31T22:00:00Z"));
    EXPECT_EQ(
        bounds("Europe/Rome", Bucket::hour, "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z").size(),
        24U);
}

TEST(Buckets, OfTheNightInOctoberHaveTheHourTwice) {
    EXPECT_THAT(
        bounds("Europe/Rome", Bucket::hour, "2025-10-26T00:00:00Z", "2025-10-26T02:00:00Z"),
        ElementsAre("2025-10-26T00:00:00Z", "2025-10-26T01:00:00Z", "2025-10-26T02:00:00Z"));
    EXPECT_EQ(
        bounds("Europe/Rome", Bucket::hour, "2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z").size(),
        26U);
}

TEST(Buckets, HoursStartAtTheLocalFullHour) {
    EXPECT_THAT(
        bounds("Asia/Kolkata", Bucket::hour, "2025-06-01T10:00:00Z", "2025-06-01T11:00:00Z"),
        ElementsAre("2025-06-01T09:30:00Z", "2025-06-01T10:30:00Z", "2025-06-01T11:30:00Z"));
    EXPECT_THAT(
        bounds("Asia/Kolkata", Bucket::day, "2025-06-01T18:29:59Z", "2025-06-01T18:30:01Z"),
        ElementsAre("2025-05-31T18:30:00Z", "2025-06-01T18:30:00Z", "2025-06-02T18:30:00Z"));
}

TEST(Buckets, ClocksMovedByHalfAnHourBeginAnHourOfTheirOwn) {
    // 02:00 becomes 01:30: half an hour of 01 to come once more.
    EXPECT_THAT(
        bounds("Australia/Lord_Howe", Bucket::hour, "2025-04-05T14:00:00Z", "2025-04-05T16:00:00Z"),
        ElementsAre("2025-04-05T14:00:00Z", "2025-04-05T15:00:00Z", "2025-04-05T15:30:00Z",
                    "2025-04-05T16:30:00Z"));
    // 02:00 becomes 02:30: what is left of the hour.
    EXPECT_THAT(
        bounds("Australia/Lord_Howe", Bucket::hour, "2025-10-04T15:00:00Z", "2025-10-04T16:10:00Z"),
        ElementsAre("2025-10-04T14:30:00Z", "2025-10-04T15:30:00Z", "2025-10-04T16:00:00Z",
                    "2025-10-04T17:00:00Z"));
}

TEST(Buckets, ADayWithoutAMidnightStartsAfterTheGap) {
    // Midnight of 4 November 2018 became 01:00.
    EXPECT_THAT(
        bounds("America/Sao_Paulo", Bucket::day, "2018-11-03T12:00:00Z", "2018-11-04T12:00:00Z"),
        ElementsAre("2018-11-03T03:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"));
    EXPECT_THAT(
        bounds("America/Sao_Paulo", Bucket::hour, "2018-11-04T02:30:00Z", "2018-11-04T03:30:00Z"),
        ElementsAre("2018-11-04T02:00:00Z", "2018-11-04T03:00:00Z", "2018-11-04T04:00:00Z"));
    // Midnight of 18 February 2018 came an hour later: the last hour of the 17th, twice.
    EXPECT_THAT(
        bounds("America/Sao_Paulo", Bucket::day, "2018-02-18T01:30:00Z", "2018-02-18T03:30:00Z"),
        ElementsAre("2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z", "2018-02-19T03:00:00Z"));
}

TEST(Buckets, ADayThatAZoneSkipsHasNone) {
    // Samoa had no 30 December 2011.
    EXPECT_THAT(
        bounds("Pacific/Apia", Bucket::day, "2011-12-29T12:00:00Z", "2011-12-30T12:00:00Z"),
        ElementsAre("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
}

TEST(Buckets, WeeksStartOnMondayAndMonthsOnTheirFirst) {
    EXPECT_THAT(
        bounds("Europe/Rome", Bucket::week, "2025-10-26T22:59:59Z", "2025-11-02T23:00:00Z"),
        ElementsAre("2025-10-19T22:00:00Z", "2025-10-26T23:00:00Z", "2025-11-02T23:00:00Z"));
    EXPECT_THAT(
        bounds("Europe/Rome", Bucket::month, "2024-12-31T22:59:59Z", "2025-02-28T23:00:01Z"),
        ElementsAre("2024-11-30T23:00:00Z", "2024-12-31T23:00:00Z", "2025-01-31T23:00:00Z",
                    "2025-02-28T23:00:00Z", "2025-03-31T22:00:00Z"));
}

TEST(Buckets, OfAMomentAreTheOneAroundIt) {
    for (const auto& [bucket, start] : {std::pair(Bucket::hour, "2025-06-01T10:00:00Z"),
                                        std::pair(Bucket::day, "2025-05-31T22:00:00Z"),
                                        std::pair(Bucket::week, "2025-05-25T22:00:00Z"),
                                        std::pair(Bucket::month, "2025-05-31T22:00:00Z")}) {
        const auto found =
            bounds("Europe/Rome", bucket, "2025-06-01T10:20:30.4Z", "2025-06-01T10:20:30.400001Z");
        EXPECT_EQ(found.size(), 2U) << to_string(bucket);
        EXPECT_EQ(found.front(), start) << to_string(bucket);
    }
}

TEST(Buckets, MoreThanAllowedAreNone) {
    const base::TimeZone utc = *base::TimeZone::find("UTC");
    for (const Bucket bucket : {Bucket::hour, Bucket::day}) {
        const base::Instant from = at("2025-01-01T00:00:00Z");
        const std::int64_t length =
            bucket == Bucket::hour ? base::us_per_day / 24 : base::us_per_day;
        Interval interval{.from = from, .to = {from.us + 3 * length}};
        EXPECT_EQ(bucket_bounds(utc, bucket, interval, 3).value().size(), 4U);
        EXPECT_FALSE(bucket_bounds(utc, bucket, interval, 2));
        ++interval.to.us;
        EXPECT_FALSE(bucket_bounds(utc, bucket, interval, 3));
    }
}

TEST(Buckets, HaveTheWordsOfTheContract) {
    for (const Bucket bucket : {Bucket::hour, Bucket::day, Bucket::week, Bucket::month})
        EXPECT_EQ(bucket_of(to_string(bucket)), bucket);
    EXPECT_FALSE(bucket_of("year"));
    EXPECT_FALSE(bucket_of(""));
}

}  // namespace
}  // namespace edgvoip::query

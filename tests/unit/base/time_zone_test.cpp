#include "base/time_zone.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

constexpr std::int64_t hour = 3600 * us_per_second;
constexpr std::int64_t minute = 60 * us_per_second;

class Rome : public testing::Test {
protected:
    std::string utc(LocalDate date, std::int64_t time_of_day_us) const {
        return to_iso8601(zone.from_local(date, time_of_day_us));
    }
    std::int64_t day_length(LocalDate date) const {
        return zone.day_start(next_day(date)).us - zone.day_start(date).us;
    }

    const TimeZone zone = TimeZone::find("Europe/Rome").value();
};

TEST_F(Rome, IsOneHourAheadInWinterAndTwoInSummer) {
    EXPECT_EQ(zone.name(), "Europe/Rome");
    EXPECT_EQ(utc({2025, 1, 15}, 12 * hour), "2025-01-15T11:00:00Z");
    EXPECT_EQ(utc({2025, 7, 15}, 12 * hour), "2025-07-15T10:00:00Z");
    EXPECT_EQ(to_iso8601(zone.day_start({2025, 7, 15})), "2025-07-14T22:00:00Z");
}

TEST_F(Rome, TheHourThatDoesNotExistIsTheInstantAfterTheGap) {
    const LocalDate night{2025, 3, 30};
    EXPECT_EQ(utc(night, 2 * hour - 1), "2025-03-30T00:59:59.999Z");
    EXPECT_EQ(utc(night, 2 * hour), "2025-03-30T01:00:00Z");
    EXPECT_EQ(utc(night, 2 * hour + 30 * minute), "2025-03-30T01:00:00Z");
    EXPECT_EQ(utc(night, 3 * hour - 1), "2025-03-30T01:00:00Z");
    EXPECT_EQ(utc(night, 3 * hour), "2025-03-30T01:00:00Z");
    EXPECT_EQ(utc(night, 3 * hour + minute), "2025-03-30T01:01:00Z");
    EXPECT_EQ(day_length(night), 23 * hour);
}

TEST_F(Rome, TheHourThatComesTwiceIsItsFirstInstant) {
    const LocalDate night{2025, 10, 26};
    EXPECT_EQ(utc(night, 2 * hour - minute), "2025-10-25T23:59:00Z");
    EXPECT_EQ(utc(night, 2 * hour), "2025-10-26T00:00:00Z");
    EXPECT_EQ(utc(night, 2 * hour + 30 * minute), "2025-10-26T00:30:00Z");
    EXPECT_EQ(utc(night, 3 * hour), "2025-10-26T02:00:00Z");
    EXPECT_EQ(day_length(night), 25 * hour);
    EXPECT_EQ(day_length({2025, 10, 27}), 24 * hour);
}

TEST_F(Rome, ShowsBothHoursOfTheLongNight) {
    const Instant first = zone.from_local({2025, 10, 26}, 2 * hour + 30 * minute);
    for (const std::int64_t later : {std::int64_t{0}, hour}) {
        const TimeZone::Local local = zone.to_local({first.us + later});
        EXPECT_EQ(local.date, (LocalDate{2025, 10, 26}));
        EXPECT_EQ(local.time_of_day_us, 2 * hour + 30 * minute);
        EXPECT_EQ(local.iso_weekday, 7U);
    }
    EXPECT_EQ(zone.to_local({first.us + 2 * hour}).time_of_day_us, 3 * hour + 30 * minute);
}

TEST_F(Rome, SkipsFromTwoToThreeInTheShortNight) {
    const Instant before = zone.from_local({2025, 3, 30}, 2 * hour - us_per_second);
    EXPECT_EQ(zone.to_local(before).time_of_day_us, 2 * hour - us_per_second);
    EXPECT_EQ(zone.to_local({before.us + us_per_second}).time_of_day_us, 3 * hour);
}

TEST_F(Rome, KnowsItsSummerTimeUpTo2037) {
    EXPECT_EQ(utc({2037, 7, 15}, 12 * hour), "2037-07-15T10:00:00Z");
}

TEST_F(Rome, WeekdaysAreIso) {
    EXPECT_EQ(zone.to_local(zone.day_start({2025, 10, 27})).iso_weekday, 1U);
    EXPECT_EQ(zone.to_local(zone.day_start({2025, 10, 30})).iso_weekday, 4U);
    EXPECT_EQ(zone.to_local({zone.day_start({2025, 10, 27}).us - 1}).iso_weekday, 7U);
}

TEST_F(Rome, EveryDayOfThreeYearsBeginsAtItsFirstInstant) {
    for (LocalDate day{2024, 1, 1}; day < LocalDate{2027, 1, 1}; day = next_day(day)) {
        const Instant start = zone.day_start(day);
        EXPECT_EQ(zone.to_local(start).date, day);
        EXPECT_LT(zone.to_local({start.us - 1}).date, day);
    }
}

TEST(TimeZone, SomeDaysDoNotBeginAtMidnight) {
    const TimeZone beirut = TimeZone::find("Asia/Beirut").value();
    const Instant start = beirut.day_start({2022, 3, 27});
    EXPECT_EQ(to_iso8601(start), "2022-03-26T22:00:00Z");
    EXPECT_EQ(beirut.to_local(start).time_of_day_us, hour);
    EXPECT_EQ(beirut.to_local({start.us - 1}).date, (LocalDate{2022, 3, 26}));

    const TimeZone sao_paulo = TimeZone::find("America/Sao_Paulo").value();
    const Instant summer = sao_paulo.day_start({2018, 11, 4});
    EXPECT_EQ(to_iso8601(summer), "2018-11-04T03:00:00Z");
    EXPECT_EQ(sao_paulo.to_local(summer).time_of_day_us, hour);
}

TEST(TimeZone, ADayThatWasSkippedBeginsWithTheNext) {
    const TimeZone apia = TimeZone::find("Pacific/Apia").value();
    EXPECT_EQ(apia.day_start({2011, 12, 30}), apia.day_start({2011, 12, 31}));
    EXPECT_EQ(to_iso8601(apia.day_start({2011, 12, 31})), "2011-12-30T10:00:00Z");
}

TEST(TimeZone, OffsetsNeedNotBeWholeHours) {
    const TimeZone kathmandu = TimeZone::find("Asia/Kathmandu").value();
    EXPECT_EQ(to_iso8601(kathmandu.day_start({2025, 1, 1})), "2024-12-31T18:15:00Z");
    EXPECT_EQ(to_iso8601(TimeZone::find("UTC").value().day_start({2025, 1, 1})),
              "2025-01-01T00:00:00Z");
}

TEST(TimeZone, UnknownNamesAreInvalid) {
    for (const char* const name : {"", "Europe", "Europe/Roma", "Rome", "../etc/passwd",
                                   "/etc/localtime", "Europe/Rome ", "+01:00"}) {
        const auto found = TimeZone::find(name);
        ASSERT_FALSE(found.has_value()) << name;
        EXPECT_EQ(found.error().fault, Fault::invalid) << name;
    }
}

}  // namespace
}  // namespace base

#include "base/instant.hpp"

#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

constexpr std::int64_t nine_twelve_five = ((9 * 60 + 12) * 60 + 5) * us_per_second;

ParsedTime parsed(const char* text) {
    return parse_iso8601(text).value();
}

TEST(Iso8601, ADay) {
    EXPECT_EQ(parsed("2025-10-30"), (ParsedTime{{2025, 10, 30}, {}, {}}));
    EXPECT_EQ(parsed("2024-02-29").date, (LocalDate{2024, 2, 29}));
    EXPECT_EQ(parsed("1970-01-01").date, (LocalDate{1970, 1, 1}));
    EXPECT_EQ(parsed("9999-12-31").date, (LocalDate{9999, 12, 31}));
}

TEST(Iso8601, ATimeWithoutAZone) {
    EXPECT_EQ(parsed("2025-10-30T09:12:05"), (ParsedTime{{2025, 10, 30}, nine_twelve_five, {}}));
    EXPECT_EQ(parsed("2025-10-30T09:12").time_of_day_us, nine_twelve_five - 5 * us_per_second);
    EXPECT_EQ(parsed("2025-10-30t00:00").time_of_day_us, 0);
    EXPECT_EQ(parsed("2025-10-30T23:59:59").time_of_day_us, us_per_day - us_per_second);
}

TEST(Iso8601, Fractions) {
    EXPECT_EQ(parsed("2025-10-30T09:12:05.2").time_of_day_us, nine_twelve_five + 200'000);
    EXPECT_EQ(parsed("2025-10-30T09:12:05.123456").time_of_day_us, nine_twelve_five + 123'456);
    EXPECT_EQ(parsed("2025-10-30T09:12:05.000001999").time_of_day_us, nine_twelve_five + 1)
        << "cut, not rounded";
    EXPECT_EQ(parsed("2025-10-30T09:12:05.999999999Z").time_of_day_us, nine_twelve_five + 999'999);
}

TEST(Iso8601, Offsets) {
    EXPECT_EQ(parsed("2025-10-30T09:12Z").offset_seconds, 0);
    EXPECT_EQ(parsed("2025-10-30T09:12z").offset_seconds, 0);
    EXPECT_EQ(parsed("2025-10-30T09:12:05+01:00").offset_seconds, 3600);
    EXPECT_EQ(parsed("2025-10-30T09:12:05+0130").offset_seconds, 5400);
    EXPECT_EQ(parsed("2025-10-30T09:12:05-08").offset_seconds, -8 * 3600);
    EXPECT_EQ(parsed("2025-10-30T09:12:05.5-03:30").offset_seconds, -(3 * 3600 + 1800));
    EXPECT_EQ(parsed("2025-10-30T09:12:05 02:00").offset_seconds, 7200)
        << "a plus sign that was decoded as a space";
}

TEST(Iso8601, RefusesEveryMalformedShape) {
    for (const char* const text : {"",
                                   " ",
                                   "2025",
                                   "2025-10",
                                   "2025-10-",
                                   "2025-1-30",
                                   "2025-10-3",
                                   "25-10-30",
                                   "20251030",
                                   "2025/10/30",
                                   "2025-10-30 ",
                                   " 2025-10-30",
                                   "2025-10-30T",
                                   "2025-10-30T9",
                                   "2025-10-30T09",
                                   "2025-10-30T09:",
                                   "2025-10-30T09:1",
                                   "2025-10-30T0912",
                                   "2025-10-30T09:12:",
                                   "2025-10-30T09:12:5",
                                   "2025-10-30T09:12:05.",
                                   "2025-10-30T09:12:05.Z",
                                   "2025-10-30T09:12:05,5",
                                   "2025-10-30T09:12:05.1234567890",
                                   "2025-10-30T09:12.5",
                                   "2025-10-30 09:12:05",
                                   "2025-10-30Z",
                                   "2025-10-30+01:00",
                                   "2025-10-30T09:12:05ZZ",
                                   "2025-10-30T09:12:05Z ",
                                   "2025-10-30T09:12:05+",
                                   "2025-10-30T09:12:05+1",
                                   "2025-10-30T09:12:05+01:",
                                   "2025-10-30T09:12:05+01:0",
                                   "2025-10-30T09:12:05+01:000",
                                   "2025-10-30T09:12:05+010",
                                   "2025-10-30T09:12:05*01:00",
                                   "2025-10-30T09:12:05+01:00Z",
                                   "+2025-10-30",
                                   "-2025-10-30",
                                   "2025-10-30T-9:12",
                                   "2025-10-30T09:12:05GMT",
                                   "12025-10-30",
                                   "2025-W44-4",
                                   "2025-303",
                                   "now",
                                   "1761815525",
                                   "٢٠٢٥-١٠-٣٠"}) {
        const auto result = parse_iso8601(text);
        ASSERT_FALSE(result.has_value()) << text;
        EXPECT_EQ(result.error().fault, Fault::invalid) << text;
    }
    EXPECT_FALSE(parse_iso8601(std::string_view("2025-10-30\0", 11)).has_value());
}

TEST(Iso8601, RefusesWhatDoesNotExist) {
    for (const char* const text :
         {"2025-02-29", "2025-00-10", "2025-13-01", "2025-04-31", "2025-01-00", "2025-01-32",
          "1969-12-31", "0000-01-01", "2100-02-29", "2025-10-30T24:00", "2025-10-30T24:00:00",
          "2025-10-30T09:60", "2025-10-30T09:12:60", "2016-12-31T23:59:60Z",
          "2025-10-30T09:12+19:00", "2025-10-30T09:12+01:60", "2025-10-30T99:99:99"}) {
        const auto result = parse_iso8601(text);
        ASSERT_FALSE(result.has_value()) << text;
        EXPECT_EQ(result.error().fault, Fault::invalid) << text;
    }
}

TEST(Instant, OfAParsedTime) {
    EXPECT_EQ(instant_of(parsed("1970-01-01T00:00Z")).us, 0);
    EXPECT_EQ(instant_of(parsed("2025-10-30T09:12:05Z")).us, 1'761'815'525'000'000);
    EXPECT_EQ(instant_of(parsed("2025-10-30T10:12:05+01:00")).us, 1'761'815'525'000'000);
    EXPECT_EQ(instant_of(parsed("2025-10-29T23:12:05-10:00")).us, 1'761'815'525'000'000);
    EXPECT_THROW(instant_of(parsed("2025-10-30")), Bug);
    EXPECT_THROW(instant_of(parsed("2025-10-30T09:12:05")), Bug);
}

TEST(Instant, IsWrittenAsUtc) {
    EXPECT_EQ(to_iso8601({0}), "1970-01-01T00:00:00Z");
    EXPECT_EQ(to_iso8601({1'761'815'525'000'000}), "2025-10-30T09:12:05Z");
    EXPECT_EQ(to_iso8601({1'761'815'525'250'000}), "2025-10-30T09:12:05.250Z");
    EXPECT_EQ(to_iso8601({1'761'815'525'999'999}), "2025-10-30T09:12:05.999Z") << "cut";
    EXPECT_EQ(to_iso8601({1'761'815'525'000'999}), "2025-10-30T09:12:05.000Z");
    EXPECT_EQ(to_iso8601({253'402'300'799'000'000}), "9999-12-31T23:59:59Z");
}

TEST(Instant, WhatIsWrittenIsReadBack) {
    for (const std::int64_t us : {std::int64_t{0}, std::int64_t{951'782'400'000'000},
                                  std::int64_t{1'761'815'525'250'000}}) {
        EXPECT_EQ(instant_of(parsed(to_iso8601({us}).c_str())).us, us);
    }
}

TEST(Days, BeginAtMidnightAndFollowEachOther) {
    EXPECT_EQ(utc_midnight({1970, 1, 2}).us, us_per_day);
    EXPECT_EQ(utc_midnight({2025, 10, 30}).us, 1'761'782'400'000'000);
    EXPECT_EQ(next_day({2025, 10, 30}), (LocalDate{2025, 10, 31}));
    EXPECT_EQ(next_day({2025, 12, 31}), (LocalDate{2026, 1, 1}));
    EXPECT_EQ(next_day({2024, 2, 28}), (LocalDate{2024, 2, 29}));
    EXPECT_EQ(next_day({2025, 2, 28}), (LocalDate{2025, 3, 1}));
}

TEST(WholeSeconds, AreCutAndNeverNegative) {
    EXPECT_EQ(whole_seconds({0}, {0}), 0);
    EXPECT_EQ(whole_seconds({0}, {999'999}), 0);
    EXPECT_EQ(whole_seconds({0}, {1'000'000}), 1);
    EXPECT_EQ(whole_seconds({1}, {2'000'000}), 1);
    EXPECT_EQ(whole_seconds({5'000'000}, {1'000'000}), 0);
}

TEST(Clock, AFixedOneStandsUntilMoved) {
    FixedClock clock({5});
    EXPECT_EQ(clock.now().us, 5);
    clock.set({7});
    EXPECT_EQ(clock.now().us, 7);
    EXPECT_GT(SystemClock{}.now(), instant_of(parsed("2025-01-01T00:00Z")));
}

}  // namespace
}  // namespace base

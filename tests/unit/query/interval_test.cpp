#include "edgvoip/query/interval.hpp"

#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

using Text = std::optional<std::string>;

base::Instant at(std::string_view iso8601) {
    return base::instant_of(*base::parse_iso8601(iso8601));
}

const base::Instant now = at("2025-11-01T12:00:00.5Z");

/// `from/to` in UTC, or the names of the parameters at fault.
std::string read(const Text& from, const Text& to, std::string_view zone = "Europe/Rome") {
    ParameterFaults faults;
    const Interval interval = read_interval(from, to, *base::TimeZone::find(zone), now, faults);
    if (faults.empty())
        return base::to_iso8601(interval.from) + "/" + base::to_iso8601(interval.to);
    std::string names = "refused";
    for (const ParameterFault& fault : faults)
        names += " " + fault.parameter;
    return names;
}

TEST(Interval, DefaultsToTheLast30Days) {
    EXPECT_EQ(read({}, {}), "2025-10-02T12:00:00.500Z/2025-11-01T12:00:00.500Z");
    EXPECT_EQ(read("2025-10-31T00:00:00Z", {}), "2025-10-31T00:00:00Z/2025-11-01T12:00:00.500Z");
    EXPECT_EQ(read({}, "2025-10-31T00:00:00Z"), "2025-10-01T00:00:00Z/2025-10-31T00:00:00Z");
}

TEST(Interval, ADateIsADayOfTheTenantsZone) {
    EXPECT_EQ(read("2025-07-01", "2025-07-01"), "2025-06-30T22:00:00Z/2025-07-01T22:00:00Z");
    EXPECT_EQ(read("2025-01-01", "2025-01-31"), "2024-12-31T23:00:00Z/2025-01-31T23:00:00Z");
    EXPECT_EQ(read("2025-07-01", "2025-07-01", "America/New_York"),
              "2025-07-01T04:00:00Z/2025-07-02T04:00:00Z");
    EXPECT_EQ(read("2024-02-29", "2024-02-29"), "2024-02-28T23:00:00Z/2024-02-29T23:00:00Z");
    EXPECT_EQ(read("2025-12-31", "2025-12-31"), "2025-12-30T23:00:00Z/2025-12-31T23:00:00Z");
}

TEST(Interval, DaysOfTheClockChangeHave23And25Hours) {
    EXPECT_EQ(read("2025-03-30", "2025-03-30"), "2025-03-29T23:00:00Z/2025-03-30T22:00:00Z");
    EXPECT_EQ(read("2025-10-26", "2025-10-26"), "2025-10-25T22:00:00Z/2025-10-26T23:00:00Z");
}

TEST(Interval, ALocalTimeIsTheTenantsZones) {
    EXPECT_EQ(read("2025-07-01T09:12", "2025-07-01T09:12:05.25"),
              "2025-07-01T07:12:00Z/2025-07-01T07:12:05.250Z");
    // 02:30 happens twice on that night: the first time, in summer time.
    EXPECT_EQ(read("2025-10-26T02:30", "2025-10-26T03:00"),
              "2025-10-26T00:30:00Z/2025-10-26T02:00:00Z");
    // 02:30 does not happen on that night: the instant after the gap.
    EXPECT_EQ(read("2025-03-30T02:30", "2025-03-30T03:30"),
              "2025-03-30T01:00:00Z/2025-03-30T01:30:00Z");
}

TEST(Interval, AnOffsetSaysItAll) {
    EXPECT_EQ(read("2025-07-01T09:00:00+05:30", "2025-07-01T09:00:00Z"),
              "2025-07-01T03:30:00Z/2025-07-01T09:00:00Z");
    EXPECT_EQ(read("2025-07-01T09:00:00 05:30", "2025-07-01T09:00:00-01:00"),
              "2025-07-01T03:30:00Z/2025-07-01T10:00:00Z");
}

TEST(Interval, AnEmptyIntervalIsRefusedNamingWhatWasGiven) {
    EXPECT_EQ(read("2025-07-01T00:00:00Z", "2025-07-01T00:00:00Z"), "refused from to");
    EXPECT_EQ(read("2025-07-02", "2025-07-01"), "refused from to");
    EXPECT_EQ(read("2025-11-02", {}), "refused from");
    EXPECT_EQ(read("2025-07-01T00:00:00Z", "2025-07-01T00:00:00.000001Z").substr(0, 7), "2025-07");
}

TEST(Interval, BothAreNamedWhenBothAreUnreadable) {
    EXPECT_EQ(read("x", ""), "refused from to");
    EXPECT_EQ(read("x", "2025-07-01"), "refused from");
    EXPECT_EQ(read("2025-07-01", "2025-06-31"), "refused to");
}

TEST(Interval, KeepsEarlierFaults) {
    ParameterFaults faults = {{"ext", "is empty"}};
    const Interval interval =
        read_interval({}, {}, *base::TimeZone::find("Europe/Rome"), now, faults);
    EXPECT_EQ(interval.to, now);
    EXPECT_EQ(faults.size(), 1U);
}

}  // namespace
}  // namespace edgvoip::query

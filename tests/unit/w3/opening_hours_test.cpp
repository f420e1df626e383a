#include "w3/callbacks/opening_hours.hpp"

#include "base/time_zone.hpp"
#include "w3/callbacks/holidays.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace w3::callbacks {
namespace {

constexpr std::int64_t us_per_minute = 60 * base::us_per_second;
constexpr int minutes_per_day = 24 * 60;

const base::TimeZone& rome() {
    static const auto zone = base::TimeZone::find("Europe/Rome").value();
    return zone;
}

base::Instant at(std::string_view text) {
    return base::instant_of(base::parse_iso8601(text).value());
}

int clock(int hours, int minutes) {
    return hours * 60 + minutes;
}

/// A shop with a break at noon, an extra Sunday and closed days at Christmas.
OpeningHours shop() {
    const OpenRanges day = {{clock(9, 0), clock(13, 0)}, {clock(15, 30), clock(19, 30)}};
    OpeningHours hours{.week = {day, day, day, day, day, day, {}}};
    hours.days[{2026, 12, 20}] = {{clock(10, 0), clock(20, 0)}};
    for (const unsigned closed : {8u, 25u, 26u})
        hours.days[{2026, 12, closed}] = {};
    return hours;
}

OpeningHours nights() {
    const OpenRanges night = {{clock(1, 0), clock(5, 0)}};
    return {.week = {night, night, night, night, night, night, night}};
}

struct Vector {
    const char* missed;
    int minutes;
    const char* due;
};

TEST(OpeningHours, minutes_are_counted_while_a_shop_is_open) {
    for (const Vector& each : {Vector{"2026-11-23T10:15+01:00", 30, "2026-11-23T10:45+01:00"},
                               {"2026-11-23T12:50+01:00", 30, "2026-11-23T15:50+01:00"},
                               {"2026-11-23T14:00+01:00", 30, "2026-11-23T16:00+01:00"},
                               {"2026-11-28T19:10+01:00", 30, "2026-11-30T09:10+01:00"},
                               {"2026-11-23T19:30+01:00", 30, "2026-11-24T09:30+01:00"},
                               {"2026-12-07T19:20+01:00", 30, "2026-12-09T09:20+01:00"},
                               {"2026-12-24T19:20+01:00", 60, "2026-12-28T09:50+01:00"},
                               {"2026-12-19T19:25+01:00", 30, "2026-12-20T10:25+01:00"}}) {
        EXPECT_EQ(after_open_minutes(shop(), rome(), at(each.missed), each.minutes), at(each.due))
            << each.missed;
    }
}

TEST(OpeningHours, minutes_are_those_that_pass_when_clocks_are_turned) {
    for (const Vector& each : {Vector{"2026-10-25T01:30+02:00", 120, "2026-10-25T02:30+01:00"},
                               {"2026-03-29T01:30+01:00", 120, "2026-03-29T04:30+02:00"}}) {
        EXPECT_EQ(after_open_minutes(nights(), rome(), at(each.missed), each.minutes), at(each.due))
            << each.missed;
    }
}

TEST(OpeningHours, what_is_due_as_a_shop_closes_is_due_then) {
    EXPECT_EQ(after_open_minutes(shop(), rome(), at("2026-11-23T12:30+01:00"), 30),
              at("2026-11-23T13:00+01:00"));
}

TEST(OpeningHours, a_day_of_its_own_goes_before_days_of_rest_and_those_before_the_week) {
    OpeningHours hours = shop();
    hours.patron = YearDay{6, 29};
    const OpenRanges monday = hours.week[0];
    EXPECT_EQ(ranges_of(hours, {2026, 6, 29}), OpenRanges());
    EXPECT_EQ(ranges_of(hours, {2026, 4, 6}), OpenRanges());  // the Monday of Easter
    hours.rests_on_holidays = false;
    EXPECT_EQ(ranges_of(hours, {2026, 4, 6}), monday);
    EXPECT_EQ(ranges_of(hours, {2026, 6, 29}), OpenRanges());
    hours.days[{2026, 6, 29}] = {{0, 60}};
    EXPECT_EQ(ranges_of(hours, {2026, 6, 29}), (OpenRanges{{0, 60}}));
    hours.rests_on_holidays = true;
    hours.days[{2026, 4, 6}] = monday;
    EXPECT_EQ(ranges_of(hours, {2026, 4, 6}), monday);
}

TEST(OpeningHours, a_shop_is_usually_open_from_monday_to_saturday) {
    const OpenRanges day = {{clock(9, 0), clock(19, 30)}};
    for (unsigned date = 23; date <= 28; ++date)
        EXPECT_EQ(ranges_of(usual_hours(), {2026, 11, date}), day) << date;
    EXPECT_EQ(ranges_of(usual_hours(), {2026, 11, 29}), OpenRanges());
}

TEST(OpeningHours, a_shop_that_never_opens_has_every_minute_counted) {
    const base::Instant missed = at("2026-11-23T10:15:20+01:00");
    EXPECT_EQ(after_open_minutes({}, rome(), missed, 45), at("2026-11-23T11:00:20+01:00"));
}

TEST(OpeningHours, ranges_of_a_day_are_in_order_and_apart) {
    EXPECT_FALSE(ranges_fault({}));
    EXPECT_FALSE(ranges_fault({{0, minutes_per_day}}));
    EXPECT_FALSE(ranges_fault({{0, 60}, {61, 62}}));
    for (const OpenRanges& outside : {OpenRanges{{-1, 60}}, {{60, minutes_per_day + 1}}})
        EXPECT_EQ(ranges_fault(outside), "is not within a day");
    for (const OpenRanges& turned : {OpenRanges{{60, 60}}, {{0, 1}, {90, 80}}})
        EXPECT_EQ(ranges_fault(turned), "ends before it begins");
    for (const OpenRanges& mixed : {OpenRanges{{0, 60}, {60, 90}}, {{100, 110}, {50, 60}}})
        EXPECT_EQ(ranges_fault(mixed), "begins before the one before has ended");
}

/// Opening hours with some of everything, and an instant near something special.
class RandomShop {
public:
    explicit RandomShop(unsigned seed) : random_(seed) {}

    OpeningHours hours() {
        OpeningHours made{.week = {}};
        for (OpenRanges& day : made.week) {
            if (between(0, 4) > 0) day = ranges();
        }
        // Without a day that opens for sure a shop may never do so.
        made.week[static_cast<std::size_t>(between(0, 6))] = {{clock(7, 0), clock(23, 0)}};
        made.rests_on_holidays = between(0, 1) == 0;
        base::LocalDate day = first_day_;
        for (int i = 0; i < 7; ++i, day = base::next_day(day)) {
            if (between(0, 3) == 0) made.days[day] = between(0, 1) == 0 ? OpenRanges() : ranges();
            if (between(0, 9) == 0) made.patron = YearDay{day.month, day.day};
        }
        return made;
    }
    base::Instant missed() {
        return {base::utc_midnight(first_day_).us +
                between(0, 2 * minutes_per_day) * us_per_minute};
    }
    std::int64_t minutes() { return between(1, 1200); }

private:
    int between(int least, int most) {
        return std::uniform_int_distribution<int>(least, most)(random_);
    }
    base::LocalDate some_day() {
        // Nights on which clocks are turned, holidays, the turn of a year, and a plain week.
        constexpr std::array<base::LocalDate, 7> days = {{{2026, 3, 28},
                                                          {2026, 10, 24},
                                                          {2027, 10, 30},
                                                          {2026, 4, 4},
                                                          {2026, 12, 24},
                                                          {2026, 12, 31},
                                                          {2026, 11, 23}}};
        return days[static_cast<std::size_t>(between(0, 6))];
    }
    OpenRanges ranges() {
        std::vector<int> times;
        const int night = clock(4, 0);
        for (int i = 0; i < 4; ++i) {
            times.push_back(between(0, 2) == 0 ? between(0, night) : between(0, minutes_per_day));
        }
        std::sort(times.begin(), times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
        OpenRanges made;
        for (std::size_t i = 0; i + 1 < times.size(); i += 2)
            made.push_back({times[i], times[i + 1]});
        return made;
    }

    std::mt19937 random_;
    const base::LocalDate first_day_ = some_day();
};

/// Walks from minute to minute. A clock that is turned back opens nothing that it has closed.
class Walk {
public:
    Walk(const OpeningHours& hours, base::Instant from)
        : hours_(hours), day_(rome().to_local(from).date), now_(rome().day_start(day_)) {
        while (now_ < from)
            step();
    }

    base::Instant after_open(std::int64_t minutes) {
        while (minutes > 0) {
            if (step()) --minutes;
        }
        return now_;
    }

private:
    /// Whether the shop is open in the minute that passes.
    bool step() {
        const auto local = rome().to_local(now_);
        if (local.date != day_) shown_ = 0;
        day_ = local.date;
        shown_ = std::max(shown_, local.time_of_day_us / us_per_minute);
        now_.us += us_per_minute;
        const OpenRanges& ranges = ranges_on(local);
        return std::any_of(ranges.begin(), ranges.end(), [this](const OpenRange& range) {
            return range.from <= shown_ && shown_ < range.to;
        });
    }
    const OpenRanges& ranges_on(const base::TimeZone::Local& local) const {
        static const OpenRanges closed;
        if (hours_.days.contains(day_)) return hours_.days.at(day_);
        if (hours_.rests_on_holidays && is_italian_holiday(day_)) return closed;
        const bool is_patron =
            hours_.patron && hours_.patron->month == day_.month && hours_.patron->day == day_.day;
        return is_patron ? closed : hours_.week[local.iso_weekday - 1];
    }

    const OpeningHours& hours_;
    base::LocalDate day_;
    base::Instant now_;
    std::int64_t shown_ = 0;
};

TEST(OpeningHours, minutes_are_those_of_a_walk_from_minute_to_minute) {
    constexpr unsigned shops = 300;
    for (unsigned seed = 0; seed < shops; ++seed) {
        RandomShop shop(seed);
        const OpeningHours hours = shop.hours();
        const base::Instant missed = shop.missed();
        const std::int64_t minutes = shop.minutes();
        EXPECT_EQ(base::to_iso8601(after_open_minutes(hours, rome(), missed, minutes)),
                  base::to_iso8601(Walk(hours, missed).after_open(minutes)))
            << "seed " << seed << ", " << minutes << " minutes after " << base::to_iso8601(missed);
    }
}

}  // namespace
}  // namespace w3::callbacks

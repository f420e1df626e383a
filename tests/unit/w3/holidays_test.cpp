#include "w3/callbacks/holidays.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace w3::callbacks {
namespace {

using base::LocalDate;

TEST(Holidays, easter_is_when_almanacs_say) {
    for (const LocalDate easter : std::vector<LocalDate>{
             {1971, 4, 11}, {1981, 4, 19}, {1986, 3, 30}, {1992, 4, 19}, {2000, 4, 23},
             {2005, 3, 27}, {2008, 3, 23}, {2011, 4, 24}, {2016, 3, 27}, {2019, 4, 21},
             {2020, 4, 12}, {2021, 4, 4},  {2022, 4, 17}, {2023, 4, 9},  {2024, 3, 31},
             {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2029, 4, 1},
             {2030, 4, 21}, {2035, 3, 25}, {2038, 4, 25}}) {
        EXPECT_EQ(easter_sunday(easter.year), easter) << easter.year;
    }
    // Before the epoch, too.
    EXPECT_EQ(easter_sunday(1961), (LocalDate{1961, 4, 2}));
}

/// All days of a year on which shops rest.
std::vector<LocalDate> holidays_of(int year) {
    std::vector<LocalDate> days;
    for (LocalDate day{year, 1, 1}; day.year == year; day = base::next_day(day)) {
        if (is_italian_holiday(day)) days.push_back(day);
    }
    return days;
}

TEST(Holidays, of_a_year_are_these_and_no_others) {
    EXPECT_EQ(holidays_of(2025), (std::vector<LocalDate>{{2025, 1, 1},
                                                         {2025, 1, 6},
                                                         {2025, 4, 20},
                                                         {2025, 4, 21},
                                                         {2025, 4, 25},
                                                         {2025, 5, 1},
                                                         {2025, 6, 2},
                                                         {2025, 8, 15},
                                                         {2025, 11, 1},
                                                         {2025, 12, 8},
                                                         {2025, 12, 25},
                                                         {2025, 12, 26}}));
}

TEST(Holidays, saint_francis_is_one_from_2026_on) {
    EXPECT_FALSE(is_italian_holiday({2025, 10, 4}));
    EXPECT_TRUE(is_italian_holiday({2026, 10, 4}));
    EXPECT_TRUE(is_italian_holiday({2031, 10, 4}));
    EXPECT_EQ(holidays_of(2026).size(), 13u);
}

TEST(Holidays, one_may_fall_on_another) {
    // The Monday of Easter on 25 April.
    EXPECT_EQ(holidays_of(2011).size(), 11u);
}

}  // namespace
}  // namespace w3::callbacks

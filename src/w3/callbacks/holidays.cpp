#include "w3/callbacks/holidays.hpp"

#include <algorithm>
#include <array>

namespace w3::callbacks {
namespace {

struct Fixed {
    unsigned month;
    unsigned day;
    int since;
};

constexpr std::array<Fixed, 11> fixed_days = {{{1, 1, 0},
                                               {1, 6, 1986},
                                               {4, 25, 0},
                                               {5, 1, 0},
                                               {6, 2, 2001},
                                               {8, 15, 0},
                                               {10, 4, 2026},
                                               {11, 1, 0},
                                               {12, 8, 0},
                                               {12, 25, 0},
                                               {12, 26, 0}}};

}  // namespace

base::LocalDate easter_sunday(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int g = (8 * b + 13) / 25;
    const int h = (19 * a + b - b / 4 - g + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 19 * l) / 433;
    const int month = (h + l - 7 * m + 90) / 25;
    const int day = (h + l - 7 * m + 33 * month + 19) % 32;
    return {year, static_cast<unsigned>(month), static_cast<unsigned>(day)};
}

bool is_italian_holiday(base::LocalDate day) {
    const bool is_fixed =
        std::any_of(fixed_days.begin(), fixed_days.end(), [&](const Fixed& fixed) {
            return fixed.month == day.month && fixed.day == day.day && day.year >= fixed.since;
        });
    if (is_fixed) return true;
    const base::LocalDate easter = easter_sunday(day.year);
    return day == easter || day == base::next_day(easter);
}

}  // namespace w3::callbacks

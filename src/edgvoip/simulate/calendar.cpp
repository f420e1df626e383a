#include "edgvoip/simulate/calendar.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::simulate {
namespace {

constexpr std::array<double, 24> weekday_hours = {0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.05, 0.15,
                                                  0.5,  1.2,  1.5,  1.5,  1.3,  0.6,  0.3,  0.8,
                                                  1.3,  1.5,  1.4,  0.9,  0.3,  0.12, 0.06, 0.03};
constexpr std::array<double, 24> sunday_hours = {0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.05, 0.1,
                                                 0.3,  0.7,  1,    1,    0.9,  0.5,  0.4,  0.5,
                                                 0.7,  0.7,  0.6,  0.4,  0.3,  0.2,  0.1,  0.05};
constexpr std::array<double, 12> months = {0.95, 0.92, 0.98, 1.0,  1.0,  1.03,
                                           1.02, 0.78, 1.0,  1.04, 1.12, 1.28};

bool is_holiday(base::LocalDate date) {
    static constexpr std::pair<unsigned, unsigned> days[] = {
        {1, 1}, {1, 6}, {4, 25}, {5, 1}, {6, 2}, {8, 15}, {11, 1}, {12, 8}, {12, 25}, {12, 26}};
    return std::find(std::begin(days), std::end(days), std::pair{date.month, date.day}) !=
           std::end(days);
}

std::int64_t offset_us(const base::TimeZone& zone, base::Instant instant) {
    const base::TimeZone::Local local = zone.to_local(instant);
    return base::utc_midnight(local.date).us + local.time_of_day_us - instant.us;
}

}  // namespace

DayShape shape_of(base::LocalDate date, unsigned iso_weekday) {
    static constexpr std::array<double, 7> weekdays = {1.05, 0.95, 0.95, 1.0, 1.1, 1.4, 0.22};
    DayShape shape{.volume = weekdays[iso_weekday - 1],
                   .by_hour = iso_weekday == 7 ? sunday_hours : weekday_hours};
    if (is_holiday(date)) shape = {.volume = 0.15, .by_hour = sunday_hours};
    const int months_since_2024 = (date.year - 2024) * 12 + static_cast<int>(date.month) - 1;
    const double growth = std::clamp(1 + 0.004 * months_since_2024, 0.5, 2.0);
    shape.volume *= months[date.month - 1] * growth;
    return shape;
}

DayShape always_open_shape() {
    DayShape shape{.volume = 1, .by_hour = {}};
    shape.by_hour.fill(1);
    return shape;
}

double answer_probability(int hour, unsigned iso_weekday) {
    if (hour < 8 || hour >= 21) return 0.12;
    if (iso_weekday == 7) return 0.4;
    if (hour == 13 || hour == 14) return 0.5;
    if (hour == 8 || hour >= 19) return 0.45;
    return hour == 12 || hour == 18 ? 0.76 : 0.86;
}

std::optional<base::Instant> clock_change(const base::TimeZone& zone, base::LocalDate date) {
    base::Instant before = zone.day_start(date);
    base::Instant after = zone.day_start(base::next_day(date));
    if (after.us - before.us == base::us_per_day) return std::nullopt;
    const std::int64_t old_offset = offset_us(zone, before);
    while (after.us - before.us > 1) {
        const base::Instant middle{before.us + (after.us - before.us) / 2};
        (offset_us(zone, middle) == old_offset ? before : after) = middle;
    }
    return after;
}

}  // namespace edgvoip::simulate

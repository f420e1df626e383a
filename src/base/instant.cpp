#include "base/instant.hpp"

#include <date/date.h>

#include <array>
#include <charconv>
#include <span>

namespace base {
namespace {

/// Takes fixed-width decimal fields off the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::optional<int> digits(std::size_t count) {
        if (rest_.size() < count) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') return std::nullopt;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

Error malformed() {
    return invalid("is not an ISO 8601 date or time (2025-10-30 or 2025-10-30T09:12:05Z)");
}

Result<LocalDate> take_date(Cursor& cursor) {
    const auto year = cursor.digits(4);
    if (!year || !cursor.take('-')) return malformed();
    const auto month = cursor.digits(2);
    if (!month || !cursor.take('-')) return malformed();
    const auto day = cursor.digits(2);
    if (!day) return malformed();
    const date::year_month_day ymd{date::year{*year}, date::month(static_cast<unsigned>(*month)),
                                   date::day(static_cast<unsigned>(*day))};
    if (!ymd.ok()) return invalid("is a day that does not exist");
    if (*year < 1970) return invalid("is before 1970");
    return LocalDate{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
}

/// The digits behind the dot, as microseconds; at least one digit, at most nine.
std::optional<std::int64_t> take_fraction(Cursor& cursor) {
    std::int64_t us = 0;
    std::int64_t unit = 100'000;
    int count = 0;
    while (const auto digit = cursor.digits(1)) {
        us += *digit * unit;
        unit /= 10;
        ++count;
    }
    if (count == 0 || count > 9) return std::nullopt;
    return us;
}

Result<std::int64_t> take_time_of_day(Cursor& cursor) {
    const auto hour = cursor.digits(2);
    if (!hour || !cursor.take(':')) return malformed();
    const auto minute = cursor.digits(2);
    if (!minute) return malformed();
    int second = 0;
    std::int64_t fraction_us = 0;
    if (cursor.take(':')) {
        const auto given = cursor.digits(2);
        if (!given) return malformed();
        second = *given;
        if (cursor.take('.')) {
            const auto fraction = take_fraction(cursor);
            if (!fraction) return malformed();
            fraction_us = *fraction;
        }
    }
    if (*hour > 23 || *minute > 59 || second > 59)
        return invalid("has a time of day that does not exist");
    return ((*hour * 60 + *minute) * 60 + second) * us_per_second + fraction_us;
}

Result<std::optional<std::int32_t>> take_offset(Cursor& cursor) {
    if (cursor.rest().empty()) return std::optional<std::int32_t>{};
    if (cursor.take('Z') || cursor.take('z')) return std::optional<std::int32_t>{0};
    int sign = 0;
    if (cursor.take('+') || cursor.take(' ')) sign = 1;
    if (sign == 0 && cursor.take('-')) sign = -1;
    if (sign == 0) return malformed();
    const auto hours = cursor.digits(2);
    if (!hours) return malformed();
    int minutes = 0;
    if (!cursor.rest().empty()) {
        cursor.take(':');
        const auto given = cursor.digits(2);
        if (!given) return malformed();
        minutes = *given;
    }
    if (*hours > 18 || minutes > 59) return invalid("has an offset that does not exist");
    return std::optional<std::int32_t>{sign * (*hours * 60 + minutes) * 60};
}

}  // namespace

Result<ParsedTime> parse_iso8601(std::string_view text) {
    Cursor cursor(text);
    const auto date = take_date(cursor);
    if (!date) return date.error();
    ParsedTime parsed{.date = *date, .time_of_day_us = {}, .offset_seconds = {}};
    if (cursor.rest().empty()) return parsed;
    if (!cursor.take('T') && !cursor.take('t')) return malformed();
    const auto time = take_time_of_day(cursor);
    if (!time) return time.error();
    parsed.time_of_day_us = *time;
    const auto offset = take_offset(cursor);
    if (!offset) return offset.error();
    parsed.offset_seconds = *offset;
    if (!cursor.rest().empty()) return malformed();
    return parsed;
}

Instant instant_of(const ParsedTime& parsed) {
    check(parsed.time_of_day_us && parsed.offset_seconds, "a time with an offset");
    return {utc_midnight(parsed.date).us + *parsed.time_of_day_us -
            *parsed.offset_seconds * us_per_second};
}

Instant utc_midnight(LocalDate day) {
    const date::sys_days days =
        date::year_month_day{date::year{day.year}, date::month{day.month}, date::day{day.day}};
    return {days.time_since_epoch().count() * us_per_day};
}

LocalDate next_day(LocalDate day) {
    const date::sys_days days =
        date::year_month_day{date::year{day.year}, date::month{day.month}, date::day{day.day}};
    const date::year_month_day next{days + date::days{1}};
    return {static_cast<int>(next.year()), static_cast<unsigned>(next.month()),
            static_cast<unsigned>(next.day())};
}

namespace {

/// Writes the number's last digits, as many as there is room for, zeros in front. Answers are full
/// of times, and formatting by a pattern takes several times as long.
void write_digits(std::span<char> room, unsigned number) {
    for (std::size_t at = room.size(); at > 0; --at) {
        room[at - 1] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

constexpr int four_digits_max = 9999;

}  // namespace

std::string to_iso8601(Instant instant) {
    const date::sys_time<std::chrono::microseconds> point{std::chrono::microseconds{instant.us}};
    const auto days = date::floor<date::days>(point);
    const date::year_month_day ymd{days};
    const std::int64_t in_day = instant.us - days.time_since_epoch().count() * us_per_day;
    const auto second = static_cast<unsigned>(in_day / us_per_second);
    const auto fraction = static_cast<unsigned>(in_day % us_per_second);
    const int year = static_cast<int>(ymd.year());
    const bool has_usual_year = year >= 0 && year <= four_digits_max;
    std::array<char, 24> text = {'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
                                 '0', ':', '0', '0', ':', '0', '0', 'Z', '0', '0', '0', 'Z'};
    const std::span<char> room(text);
    if (has_usual_year) write_digits(room.subspan(0, 4), static_cast<unsigned>(year));
    write_digits(room.subspan(5, 2), static_cast<unsigned>(ymd.month()));
    write_digits(room.subspan(8, 2), static_cast<unsigned>(ymd.day()));
    write_digits(room.subspan(11, 2), second / 3600);
    write_digits(room.subspan(14, 2), second / 60 % 60);
    write_digits(room.subspan(17, 2), second % 60);
    std::string_view written(text.data(), 20);
    if (fraction != 0) {
        text[19] = '.';
        write_digits(room.subspan(20, 3), fraction / 1000);
        written = {text.data(), text.size()};
    }
    if (has_usual_year) return std::string(written);
    return std::to_string(year).append(written.substr(4));
}

std::int64_t whole_seconds(Instant from, Instant to) {
    return to <= from ? 0 : (to.us - from.us) / us_per_second;
}

}  // namespace base

#include "w3/exports/local_time.hpp"

#include <cstdlib>

namespace w3::exports {
namespace {

using Local = base::TimeZone::Local;

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t day_of_1970 = 25'569;  // since 30 December 1899

void append_digits(std::string& out, std::int64_t value, std::size_t digits) {
    const std::string text = std::to_string(value);
    if (text.size() < digits) out.append(digits - text.size(), '0');
    out += text;
}

std::int64_t seconds_of(const Local& local) {
    return local.time_of_day_us / base::us_per_second;
}

void append_day(std::string& out, base::LocalDate day) {
    append_digits(out, day.year, 4);
    out += '-';
    append_digits(out, day.month, 2);
    out += '-';
    append_digits(out, day.day, 2);
}

void append_clock(std::string& out, std::int64_t seconds) {
    append_digits(out, seconds / 3600, 2);
    out += ':';
    append_digits(out, seconds / 60 % 60, 2);
    out += ':';
    append_digits(out, seconds % 60, 2);
}

void append_offset(std::string& out, std::int64_t minutes) {
    out += minutes < 0 ? '-' : '+';
    append_digits(out, std::abs(minutes) / 60, 2);
    out += ':';
    append_digits(out, std::abs(minutes) % 60, 2);
}

}  // namespace

void append_iso_time(std::string& out, base::Instant instant, const base::TimeZone& zone) {
    const Local local = zone.to_local(instant);
    const std::int64_t shown_us = base::utc_midnight(local.date).us + local.time_of_day_us;
    append_day(out, local.date);
    out += 'T';
    append_clock(out, seconds_of(local));
    append_offset(out, (shown_us - instant.us) / base::us_per_second / 60);
}

void append_italian_time(std::string& out, base::Instant instant, const base::TimeZone& zone) {
    const Local local = zone.to_local(instant);
    append_digits(out, local.date.day, 2);
    out += '/';
    append_digits(out, local.date.month, 2);
    out += '/';
    append_digits(out, local.date.year, 4);
    out += ' ';
    append_clock(out, seconds_of(local));
}

double spreadsheet_time(base::Instant instant, const base::TimeZone& zone) {
    const Local local = zone.to_local(instant);
    const std::int64_t days = base::utc_midnight(local.date).us / base::us_per_day + day_of_1970;
    return static_cast<double>(days) +
           static_cast<double>(seconds_of(local)) / static_cast<double>(seconds_per_day);
}

std::string iso_day(base::LocalDate day) {
    std::string out;
    append_day(out, day);
    return out;
}

}  // namespace w3::exports

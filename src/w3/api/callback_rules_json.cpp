#include "w3/api/callback_rules_json.hpp"

#include "w3/people/limits.hpp"

#include <array>
#include <cstdio>
#include <utility>

namespace w3::api {
namespace {

using callbacks::OpenRanges;

constexpr std::size_t minute_bytes_max = 5;
constexpr std::size_t date_bytes_max = 10;
constexpr int minutes_per_hour = 60;

void append_two_digits(std::string& out, unsigned value) {
    out += static_cast<char>('0' + value / 10);
    out += static_cast<char>('0' + value % 10);
}

std::string minute_text(int minute) {
    std::string text;
    append_two_digits(text, static_cast<unsigned>(minute / minutes_per_hour));
    text += ':';
    append_two_digits(text, static_cast<unsigned>(minute % minutes_per_hour));
    return text;
}

std::string date_text(base::LocalDate date) {
    const std::string text = base::to_iso8601(base::utc_midnight(date));
    return text.substr(0, text.find('T'));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Two digits at a place; -1 for anything else.
int two_digits(std::string_view text, std::size_t at) {
    if (text.size() < at + 2 || !is_digit(text[at]) || !is_digit(text[at + 1])) return -1;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// `09:30`, and `24:00`; -1 for anything else.
int minute_of(std::string_view text) {
    const int hours = two_digits(text, 0);
    const int minutes = two_digits(text, 3);
    if (text.size() != minute_bytes_max || text[2] != ':') return -1;
    if (hours < 0 || minutes < 0 || minutes >= minutes_per_hour) return -1;
    const int minute = hours * minutes_per_hour + minutes;
    return minute <= 24 * minutes_per_hour ? minute : -1;
}

void write_ranges(http::JsonWriter& json, const OpenRanges& ranges) {
    json.begin_array();
    for (const callbacks::OpenRange& range : ranges) {
        json.begin_object();
        json.field("from", minute_text(range.from));
        json.field("to", minute_text(range.to));
        json.end_object();
    }
    json.end_array();
}

template <class Value>
void write_or_null(http::JsonWriter& json, std::string_view name,
                   const std::optional<Value>& value) {
    if (value) return json.field(name, *value);
    json.key(name);
    json.null();
}

void write_store_rules(http::JsonWriter& json, const callbacks::StoreRules& rules) {
    json.key("week");
    json.begin_array();
    for (const OpenRanges& day : rules.hours.week)
        write_ranges(json, day);
    json.end_array();
    json.key("days");
    json.begin_array();
    for (const auto& [date, ranges] : rules.hours.days) {
        json.begin_object();
        json.field("date", date_text(date));
        json.key("ranges");
        write_ranges(json, ranges);
        json.end_object();
    }
    json.end_array();
    json.field("rests_on_holidays", rules.hours.rests_on_holidays);
    std::string patron;
    if (rules.hours.patron) {
        append_two_digits(patron, rules.hours.patron->month);
        patron += '-';
        append_two_digits(patron, rules.hours.patron->day);
    }
    json.field_or_null("patron", patron);
    write_or_null(json, "sla_minutes", rules.sla_minutes);
    write_or_null(json, "is_automatic", rules.is_automatic);
}

OpenRanges read_ranges(JsonBody& body, std::string_view name, std::vector<JsonBody> entries) {
    OpenRanges ranges;
    for (JsonBody& entry : entries) {
        const int from = minute_of(entry.text("from", minute_bytes_max));
        const int to = minute_of(entry.text("to", minute_bytes_max));
        if (from < 0) entry.reject("from", Reason::no_time, "is no time such as 09:30");
        if (to < 0) entry.reject("to", Reason::no_time, "is no time such as 19:30, or 24:00");
        body.take_errors(name, entry);
        ranges.push_back({from, to});
    }
    if (const auto fault = callbacks::ranges_fault(ranges)) {
        body.reject(name, Reason::no_ranges, "has a range that " + *fault);
    }
    return ranges;
}

void read_days(JsonBody& body, callbacks::OpeningHours& hours) {
    for (JsonBody& entry : body.objects("days", limits::calendar_days_max)) {
        const std::string text = entry.text("date", date_bytes_max);
        const auto parsed = base::parse_iso8601(text);
        auto ranges = read_ranges(entry, "ranges", entry.objects("ranges", limits::day_ranges_max));
        if (!parsed || parsed->time_of_day_us) {
            entry.reject("date", Reason::no_day, "is no day such as 2026-12-20");
        } else if (!hours.days.emplace(parsed->date, std::move(ranges)).second) {
            entry.reject("date", Reason::twice, "is there twice");
        }
        body.take_errors("days", entry);
    }
}

void read_patron(JsonBody& body, callbacks::OpeningHours& hours) {
    constexpr std::size_t bytes_max = 5;
    body.require("patron");
    const auto text = body.text_or_null("patron", bytes_max);
    if (!text || text->empty()) return;
    // A year that has every day.
    const auto day = base::parse_iso8601("2024-" + *text);
    if (!day || text->size() != bytes_max) {
        return body.reject("patron", Reason::no_day, "is no day such as 06-29");
    }
    hours.patron = callbacks::YearDay{day->date.month, day->date.day};
}

}  // namespace

void write_rules(http::JsonWriter& json, const callbacks::Rules& rules) {
    const callbacks::Settings& settings = rules.settings;
    json.begin_object();
    json.key("settings");
    json.begin_object();
    json.field("sla_minutes", settings.sla_minutes);
    json.field("contact_min_sec", settings.contact_min_sec);
    json.field("null_sec", settings.null_sec);
    json.field("attempts_max", settings.attempts_max);
    json.field("attempts_gap_minutes", settings.attempts_gap_minutes);
    json.field("is_automatic", settings.is_automatic);
    json.field("is_one_list", settings.is_one_list);
    json.field("has_figures_of_people", settings.has_figures_of_people);
    json.end_object();
    json.key("usual");
    json.begin_object();
    write_store_rules(json, rules.usual);
    json.end_object();
    json.key("stores");
    json.begin_array();
    for (const auto& [store, own] : rules.stores) {
        json.begin_object();
        json.field("store_id", store.uuid.text());
        write_store_rules(json, own);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

callbacks::Settings read_settings(JsonBody& body) {
    callbacks::Settings settings;
    const auto number = [&body](std::string_view name, std::int64_t least, std::int64_t most) {
        body.require(name);
        return body.integer(name, least, most).value_or(least);
    };
    const auto truth = [&body](std::string_view name) {
        body.require(name);
        return body.boolean(name).value_or(false);
    };
    settings.sla_minutes = number("sla_minutes", 1, limits::callback_minutes_max);
    settings.contact_min_sec = number("contact_min_sec", 0, limits::callback_seconds_max);
    settings.null_sec = number("null_sec", 0, limits::callback_seconds_max);
    settings.attempts_max = number("attempts_max", 1, limits::callback_attempts_max);
    settings.attempts_gap_minutes = number("attempts_gap_minutes", 1, limits::callback_minutes_max);
    settings.is_automatic = truth("is_automatic");
    settings.is_one_list = truth("is_one_list");
    settings.has_figures_of_people = truth("has_figures_of_people");
    return settings;
}

callbacks::StoreRules read_store_rules(JsonBody& body) {
    constexpr std::size_t days_per_week = 7;
    callbacks::StoreRules rules;
    rules.hours = {};
    auto week = body.object_lists("week", days_per_week, limits::day_ranges_max);
    for (std::size_t day = 0; day < week.size(); ++day)
        rules.hours.week[day] = read_ranges(body, "week", std::move(week[day]));
    read_days(body, rules.hours);
    body.require("rests_on_holidays");
    rules.hours.rests_on_holidays = body.boolean("rests_on_holidays").value_or(true);
    read_patron(body, rules.hours);
    body.require("sla_minutes");
    if (const auto sla = body.integer_or_null("sla_minutes", 1, limits::callback_minutes_max)) {
        rules.sla_minutes = sla->value;
    }
    body.require("is_automatic");
    rules.is_automatic = body.boolean_or_null("is_automatic").value_or(std::nullopt);
    return rules;
}

}  // namespace w3::api

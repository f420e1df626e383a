#include "edgvoip/api/drilldown.hpp"

#include "base/error.hpp"
#include "edgvoip/api/percent_encoded.hpp"

#include <algorithm>

namespace edgvoip::api {
namespace {

using call::Direction;

/// The first and the last instant that a question can name; no call is outside.
base::Instant first_instant() {
    return base::utc_midnight({.year = 1970, .month = 1, .day = 1});
}
base::Instant last_instant() {
    return {base::utc_midnight({.year = 9999, .month = 12, .day = 31}).us + base::us_per_day - 1};
}

/// With as many digits of a second as it has, so that a list begins and ends exactly there.
std::string exact_text(base::Instant instant) {
    constexpr std::int64_t us_per_ms = 1000;
    constexpr std::size_t digits_of_us = 6;
    std::string text = base::to_iso8601(instant);
    if (instant.us % us_per_ms == 0) return text;
    const std::string us = std::to_string(instant.us % base::us_per_second);
    text.resize(text.find('Z'));
    if (const std::size_t dot = text.find('.'); dot != std::string::npos) text.resize(dot);
    return text + '.' + std::string(digits_of_us - us.size(), '0') + us + 'Z';
}

}  // namespace

Drilldown::Drilldown(const call::CallFilter& filter, std::int32_t sl_sec)
    : direction_(filter.direction), sl_sec_(sl_sec) {
    const base::Instant from = std::max(filter.from, first_instant());
    const base::Instant to = std::min(filter.to, last_instant());
    if (from >= to) return;
    question_ = "?from=" + exact_text(from) + "&to=" + exact_text(to);
    if (filter.store) question_ += "&store_id=" + filter.store->uuid.text();
    if (filter.without_store) question_ += "&store_id=none";
    if (filter.ext) question_ += "&ext=" + percent_encoded(*filter.ext);
}

std::optional<std::string> Drilldown::calls(std::string_view parameters,
                                            std::optional<Direction> only) const {
    if (direction_ && only && direction_ != only) return std::nullopt;
    const auto direction = only ? only : direction_;
    return target("/api/cdr", direction, parameters);
}

std::optional<std::string> Drilldown::missed(std::string_view parameters) const {
    if (direction_ && direction_ != Direction::in) return std::nullopt;
    return target("/api/analytics/missed", direction_, parameters);
}

std::optional<std::string> Drilldown::target(std::string_view path,
                                             std::optional<Direction> direction,
                                             std::string_view parameters) const {
    if (question_.empty()) return std::nullopt;
    constexpr std::string_view direction_key = "&direction=";
    const std::string_view word = direction ? to_string(*direction) : std::string_view();
    std::string text;
    text.reserve(path.size() + question_.size() + direction_key.size() + word.size() +
                 parameters.size());
    text.append(path).append(question_);
    if (direction) text.append(direction_key).append(word);
    return text.append(parameters);
}

std::optional<std::string> Drilldown::link(Behind behind) const {
    switch (behind) {
        case Behind::all:
            return calls("");
        case Behind::answered:
            return calls("&disposition=ANSWERED");
        case Behind::seized:
            return calls("&disposition=ANSWERED,NO_ANSWER,BUSY");
        case Behind::inbound:
            return calls("", Direction::in);
        case Behind::outbound:
            return calls("", Direction::out);
        case Behind::internal:
            return calls("", Direction::internal);
        case Behind::no_answer:
            return calls("&disposition=NO_ANSWER");
        case Behind::busy:
            return calls("&disposition=BUSY");
        case Behind::failed:
            return calls("&disposition=FAILED");
        case Behind::missed:
            return missed("");
        case Behind::due:
            return missed("&only_unique=true&status=due");
        case Behind::in_time:
            return calls("&disposition=ANSWERED&max_ring_sec=" + std::to_string(sl_sec_),
                         Direction::in);
        case Behind::measured:
            return calls("&has_mos=true");
        case Behind::poor:
            return calls("&max_mos=3.59");
        case Behind::unlisted:
            return std::nullopt;
    }
    throw base::Bug("a figure of no calls");
}

std::optional<std::string> Drilldown::link(call::MissedReason reason) const {
    return missed("&missed_reason=" + std::string(to_string(reason)));
}

void Drilldown::write_members(http::JsonWriter& json, const Figures& figures) const {
    for (const auto& [name, behind] : figures)
        json.field_or_null(name, link(behind).value_or(""));
}

void Drilldown::write(http::JsonWriter& json, const Figures& figures) const {
    json.key("drilldown");
    json.begin_object();
    write_members(json, figures);
    json.end_object();
}

}  // namespace edgvoip::api

#include "edgvoip/api/drilldown.hpp"

#include "base/error.hpp"
#include "http/percent_encoding.hpp"

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
    : direction_(filter.direction), sl_sec_(std::to_string(sl_sec)) {
    const base::Instant from = std::max(filter.from, first_instant());
    const base::Instant to = std::min(filter.to, last_instant());
    if (from >= to) return;
    question_ = "?from=" + exact_text(from) + "&to=" + exact_text(to);
    if (filter.store) question_ += "&store_id=" + filter.store->uuid.text();
    if (filter.without_store) question_ += "&store_id=none";
    if (filter.ext) question_ += "&ext=" + http::percent_encoded(*filter.ext);
    base::check(http::stands_for_itself(question_), "links are written as they are");
}

std::optional<Drilldown::Pieces> Drilldown::calls(Parameter parameter,
                                                  std::optional<Direction> only) const {
    if (direction_ && only && direction_ != only) return std::nullopt;
    return target("/api/cdr", only ? only : direction_, parameter);
}

std::optional<Drilldown::Pieces> Drilldown::missed(Parameter parameter) const {
    if (direction_ && direction_ != Direction::in) return std::nullopt;
    return target("/api/analytics/missed", direction_, parameter);
}

std::optional<Drilldown::Pieces> Drilldown::target(std::string_view path,
                                                   std::optional<Direction> direction,
                                                   Parameter parameter) const {
    if (question_.empty()) return std::nullopt;
    const std::string_view none;
    return Pieces{path,
                  question_,
                  direction ? "&direction=" : none,
                  direction ? to_string(*direction) : none,
                  parameter.key,
                  parameter.value};
}

std::optional<Drilldown::Pieces> Drilldown::pieces(Behind behind) const {
    constexpr std::string_view disposition = "&disposition=";
    switch (behind) {
        case Behind::all:
            return calls({});
        case Behind::answered:
            return calls({disposition, "ANSWERED"});
        case Behind::seized:
            return calls({disposition, "ANSWERED,NO_ANSWER,BUSY"});
        case Behind::inbound:
            return calls({}, Direction::in);
        case Behind::outbound:
            return calls({}, Direction::out);
        case Behind::internal:
            return calls({}, Direction::internal);
        case Behind::no_answer:
            return calls({disposition, "NO_ANSWER"});
        case Behind::busy:
            return calls({disposition, "BUSY"});
        case Behind::failed:
            return calls({disposition, "FAILED"});
        case Behind::missed:
            return missed({});
        case Behind::due:
            return missed({"&only_unique=true&status=", "due"});
        case Behind::in_time:
            return calls({"&disposition=ANSWERED&max_ring_sec=", sl_sec_}, Direction::in);
        case Behind::measured:
            return calls({"&has_mos=", "true"});
        case Behind::poor:
            return calls({"&max_mos=", "3.59"});
        case Behind::unlisted:
            return std::nullopt;
    }
    throw base::Bug("a figure of no calls");
}

std::optional<Drilldown::Pieces> Drilldown::pieces(call::MissedReason reason) const {
    return missed({"&missed_reason=", to_string(reason)});
}

namespace {

void write_link(http::JsonWriter& json, std::string_view name, const auto& pieces) {
    json.key(name);
    if (pieces) {
        json.plain_text(*pieces);
    } else {
        json.null();
    }
}

}  // namespace

void Drilldown::write_members(http::JsonWriter& json, const Figures& figures) const {
    for (const auto& [name, behind] : figures)
        write_link(json, name, pieces(behind));
}

void Drilldown::write_members(http::JsonWriter& json,
                              std::span<const call::MissedReason> reasons) const {
    for (const call::MissedReason reason : reasons)
        write_link(json, to_string(reason), pieces(reason));
}

void Drilldown::write(http::JsonWriter& json, const Figures& figures) const {
    json.key("drilldown");
    json.begin_object();
    write_members(json, figures);
    json.end_object();
}

}  // namespace edgvoip::api

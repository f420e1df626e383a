#include "w3/exports/call_row.hpp"

#include "base/error.hpp"
#include "w3/reader/json_text.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace w3::exports {
namespace {

namespace json = boost::json;

Cell text_cell(std::string_view text) {
    if (text.empty()) return {};
    return std::string(text);
}

Cell instant_cell(const json::value& call, std::string_view field) {
    const auto parsed = base::parse_iso8601(reader::text_member(call, field));
    if (!parsed || !parsed->time_of_day_us || !parsed->offset_seconds) return {};
    return base::instant_of(*parsed);
}

Cell integer_cell(const json::value& call, std::string_view field) {
    const json::value* value = reader::member(call, field);
    if (value == nullptr || !value->is_int64()) return {};
    return value->get_int64();
}

Cell decimal_cell(const json::value& call, std::string_view field, int decimals) {
    const json::value* qos = reader::member(call, "qos");
    const json::value* value = qos == nullptr ? nullptr : reader::member(*qos, field);
    if (value == nullptr || !value->is_number()) return {};
    return Decimal{std::llround(value->to_number<double>() * std::pow(10, decimals)), decimals};
}

/// One of edgvoip's values as a word; one that has none yet stays as it is.
Cell word_cell(std::string_view value, std::string_view key_start, const Saying& saying) {
    if (saying.as_api || value.empty()) return text_cell(value);
    const std::string_view word = saying.words->find(std::string(key_start).append(value));
    return text_cell(word.empty() ? value : word);
}

/// The pages name outcomes as their addresses do.
std::string_view outcome_name(std::string_view disposition) {
    constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"ANSWERED", "risposta"},
        {"NO_ANSWER", "senza-risposta"},
        {"BUSY", "occupato"},
        {"FAILED", "non-riuscita"},
    });
    for (const auto& [known, name] : names) {
        if (known == disposition) return name;
    }
    return disposition;
}

Cell outcome_cell(std::string_view disposition, const Saying& saying) {
    if (saying.as_api) return text_cell(disposition);
    return word_cell(outcome_name(disposition), "outcome.", saying);
}

Cell truth_cell(bool truth, const Saying& saying) {
    if (saying.as_api) return std::string(truth ? "true" : "false");
    return std::string(saying.words->say(truth ? "yes" : "no"));
}

Cell agent_cell(std::string_view extension, const Saying& saying) {
    return extension.empty() ? Cell() : Cell(saying.names->agent(extension));
}

Cell cell_of(const json::value& call, Column column, const Saying& saying) {
    const std::string_view field = text_of(column).field;
    switch (column) {
        case Column::start:
        case Column::answered:
        case Column::end:
            return instant_cell(call, field);
        case Column::direction:
            return word_cell(reader::text_member(call, field), "direction.", saying);
        case Column::disposition:
            return outcome_cell(reader::text_member(call, field), saying);
        case Column::missed_reason:
            return word_cell(reader::text_member(call, field), "missed.", saying);
        case Column::store:
            return text_cell(saying.names->store(reader::text_member(call, "store_id")));
        case Column::agent:
            return agent_cell(reader::text_member(call, "ext_number"), saying);
        case Column::extension:
        case Column::caller:
        case Column::caller_name:
        case Column::called:
        case Column::did:
        case Column::hangup_cause:
        case Column::call_id:
            return text_cell(reader::text_member(call, field));
        case Column::hangup_text:
            return text_cell(saying.words->explain(reader::text_member(call, "hangup_cause")));
        case Column::duration_sec:
        case Column::billsec:
        case Column::ring_sec:
            return integer_cell(call, field);
        case Column::recorded:
            return truth_cell(!reader::text_member(call, "recording_url").empty(), saying);
        case Column::mos:
        case Column::loss_pct:
            return decimal_cell(call, field, 2);
        case Column::jitter_ms:
            return decimal_cell(call, field, 1);
    }
    throw base::Bug("every column has its cell");
}

}  // namespace

Row call_row(const json::value& call, std::span<const Column> columns, const Saying& saying) {
    Row row;
    row.reserve(columns.size());
    for (const Column column : columns)
        row.push_back(cell_of(call, column, saying));
    return row;
}

}  // namespace w3::exports

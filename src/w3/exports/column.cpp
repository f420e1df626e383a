#include "w3/exports/column.hpp"

#include "base/error.hpp"

#include <array>

namespace w3::exports {
namespace {

constexpr auto texts = std::to_array<ColumnText>({
    {Column::start, "start", "start_ts", "column.start"},
    {Column::answered, "answered", "answer_ts", "answered"},
    {Column::end, "end", "end_ts", "end"},
    {Column::direction, "direction", "direction", "column.direction"},
    {Column::disposition, "disposition", "disposition", "column.outcome"},
    {Column::missed_reason, "missed_reason", "missed_reason", "missed_reason"},
    {Column::store, "store", "store", "column.store"},
    {Column::agent, "agent", "agent", "column.agent"},
    {Column::extension, "extension", "ext_number", "extension"},
    {Column::caller, "caller", "from_uri", "caller"},
    {Column::caller_name, "caller_name", "from_name", "caller_name"},
    {Column::called, "called", "to_uri", "called"},
    {Column::did, "did", "did_e164", "column.line"},
    {Column::duration_sec, "duration_sec", "duration_sec", "duration_sec"},
    {Column::billsec, "billsec", "billsec", "billsec"},
    {Column::ring_sec, "ring_sec", "ring_sec", "ring_sec"},
    {Column::hangup_cause, "hangup_cause", "hangup_cause", "hangup_cause"},
    {Column::hangup_text, "hangup_text", "hangup_text", "hangup_text"},
    {Column::recorded, "recorded", "recorded", "recorded"},
    {Column::mos, "mos", "mos", "mos"},
    {Column::jitter_ms, "jitter_ms", "jitter_ms", "jitter_ms"},
    {Column::loss_pct, "loss_pct", "loss_pct", "loss_pct"},
    {Column::call_id, "call_id", "call_id", "call_id"},
});

}  // namespace

std::span<const ColumnText> column_texts() {
    return texts;
}

const ColumnText& text_of(Column column) {
    const ColumnText& text = texts.at(static_cast<std::size_t>(column));
    base::check(text.column == column, "columns are in the order of the enum");
    return text;
}

std::optional<Column> column_of(std::string_view name) {
    for (const ColumnText& text : texts) {
        if (text.name == name) return text.column;
    }
    return std::nullopt;
}

}  // namespace w3::exports

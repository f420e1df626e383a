#pragma once

#include <optional>
#include <span>
#include <string_view>

/// Lists of calls as files: what stands in them, how they are written, and who may fetch them.
namespace w3::exports {

/// What can stand in a file; closed, so that every `switch` over it is complete.
enum class Column {
    start,
    answered,
    end,
    direction,
    disposition,
    missed_reason,
    store,
    agent,
    extension,
    caller,
    caller_name,
    called,
    did,
    duration_sec,
    billsec,
    ring_sec,
    hangup_cause,
    hangup_text,
    recorded,
    mos,
    jitter_ms,
    loss_pct,
    call_id,
};

struct ColumnText {
    Column column;
    std::string_view name;     ///< by which an export is ordered
    std::string_view field;    ///< in edgvoip's API, or the name where the API has none such
    std::string_view heading;  ///< key in Words
};

/// All of them, in the order of the enum.
std::span<const ColumnText> column_texts();
const ColumnText& text_of(Column column);
/// The column of such a name; nothing for any other.
std::optional<Column> column_of(std::string_view name);

}  // namespace w3::exports

#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/known_call.hpp"
#include "w3/store/task_list.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// Missed calls, and why some make no task. Each function is part of the transaction that the
/// connection is in; errors as sql::Connection.
namespace w3::store {

struct MissedPlace {
    std::int64_t start_us = 0;
    std::string call_id;
};

struct MissedQuestion {
    base::Instant from;  ///< of the start, included
    base::Instant to;    ///< not included
    Sight sight;
    std::string reason = {};  ///< the name of a Refusal, or `by_hand`; empty: all
    std::optional<MissedPlace> after = std::nullopt;
    std::int64_t limit = 100;
};

struct MissedPage {
    std::vector<callbacks::KnownCall> calls;
    std::optional<MissedPlace> next;  ///< nothing: it is the last
};

/// Those that are in no task, the newest first.
base::Result<MissedPage> list_refused(sql::Connection& connection, base::TenantId tenant,
                                      const MissedQuestion& question);

/// How many there are by what became of them: `in_tasks`, `by_hand`, or the name of a Refusal;
/// every missed call of the time is in one. `reason` and place do not matter.
base::Result<std::map<std::string, std::int64_t>> missed_totals(sql::Connection& connection,
                                                                base::TenantId tenant,
                                                                const MissedQuestion& question);

}  // namespace w3::store

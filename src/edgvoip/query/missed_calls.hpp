#pragma once

#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/query/item_page.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/sources.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::query {

using CallbackStatus = index::CallbackStatus;
using MissedCall = index::MissedCall;

/// The contract's word.
std::string_view to_string(CallbackStatus status);

/// Nothing for `all`, and without a word; appends a fault for a word that is none.
std::optional<CallbackStatus> read_callback_status(const std::optional<std::string>& word,
                                                   ParameterFaults& faults);

struct MissedQuestion {
    KpiQuestion kpi;
    bool only_unique = false;              ///< only the latest miss of each caller
    std::optional<CallbackStatus> status;  ///< of the listed miss; absent: any
    PageRequest page;
};

/// A missed call, and what has happened with its caller. What the asker may not see of the contact
/// is left out.
struct MissedItem {
    call::Call call;  ///< without its legs
    MissedCall missed;
    bool contact_is_seen = false;  ///< the asker may see the call that was the contact
};

using MissedPage = ItemPage<MissedItem>;

/// The page the question asks for, newest first. Every call is checked to be the tenant's.
/// Fault::unavailable as `kpi_version`, and when the store cannot answer now; Fault::corrupt.
base::Result<MissedPage> list_missed(const Sources& sources, const directory::Tenant& tenant,
                                     const Sight& sight, const MissedQuestion& question);

}  // namespace edgvoip::query

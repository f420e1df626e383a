#pragma once

#include "asker.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/call/call.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgvoip::oracle {

/// Which calls a question is about.
struct Choice {
    base::Instant from;  ///< start ≥ from
    base::Instant to;    ///< start < to
    std::optional<base::StoreId> store;
    bool without_store = false;
    std::optional<call::Direction> direction;
    std::optional<std::string> ext;
    std::optional<std::string> did_e164;
    std::optional<call::MissedReason> missed_reason;
};

using Calls = std::vector<const call::Call*>;

/// The calls that the choice means and the asker sees, newest first, then by id downwards.
Calls chosen(const std::vector<call::Call>& calls, const Choice& choice, const Asker& asker);

bool is_missed(const call::Call& call);

}  // namespace edgvoip::oracle

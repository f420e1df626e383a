#pragma once

#include "base/instant.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/query/parameter_fault.hpp"
#include "edgvoip/query/sight.hpp"

#include <optional>
#include <string>

namespace edgvoip::query {

/// The parameters that choose calls in lists and figures alike, as they were given.
struct FilterWords {
    std::optional<std::string> from, to;
    std::optional<std::string> direction, missed_reason;
    std::optional<std::string> did_e164, ext, store_id;
};

/// The calls that the words mean for this tenant, asker and moment, no others than the asker may
/// see; where numbers are masked, only the visible digits of `did_e164` count. Appends a fault for
/// every word that has no meaning. Any thread.
call::CallFilter read_filter(const FilterWords& words, const directory::Tenant& tenant,
                             const Sight& sight, base::Instant now, ParameterFaults& faults);

/// The remote number, exact, that the word means; where numbers are masked its visible digits.
/// Appends a fault when it means none.
void read_remote_number(const std::optional<std::string>& word, const directory::Tenant& tenant,
                        call::CallFilter& filter, ParameterFaults& faults);

}  // namespace edgvoip::query

#pragma once

#include "base/instant.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/index/tenant_index.hpp"
#include "edgvoip/query/filter_words.hpp"
#include "edgvoip/query/page_request.hpp"
#include "edgvoip/query/parameter_fault.hpp"
#include "edgvoip/query/sight.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgvoip::query {

/// The parameters of the call list as they were given, each already of its type and range.
struct CallWords : FilterWords {
    std::optional<std::string> disposition, number, q;
    std::optional<std::int64_t> min_billsec, max_billsec, min_ring_sec, max_ring_sec;
    std::optional<std::int64_t> max_mos_centi;
    std::optional<bool> has_mos, has_recording;
    std::optional<std::string> sort;
    PageRequest page;
};

/// Where somebody who walks through a list has come to.
struct ListPlace {
    index::SortPlace behind;    ///< the last call that was shown
    std::int64_t begun_at = 0;  ///< the tenant's change that the walk's first page showed
};

/// What is asked of the call list, checked, its times and numbers resolved.
struct CallQuestion {
    call::CallFilter filter;
    call::CallOrder order = call::CallOrder::newest_first;
    PageRequest page;
    std::optional<ListPlace> place;  ///< instead of the page's number
    bool to_given = false;           ///< false: the answer depends on the time of asking
};

/// The meaning of the words for this tenant, asker and moment. Appends a fault for every word that
/// has none; the question is only good when nothing was appended. Any thread.
CallQuestion read_call_question(const CallWords& words, const directory::Tenant& tenant,
                                const Sight& sight, base::Instant now, ParameterFaults& faults);

}  // namespace edgvoip::query

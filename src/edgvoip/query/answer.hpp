#pragma once

#include "edgvoip/query/call_question.hpp"
#include "edgvoip/query/sight.hpp"
#include "edgvoip/store/call_reader.hpp"

#include <cstdint>
#include <optional>

/// From a question of the contract to the calls that answer it.
namespace edgvoip::query {

/// Where calls are read; one thread at a time.
using CallReader = store::CallReader;
/// One page and the exact total.
using CallPage = store::CallPage;

/// The page the question asks for. Every call is checked to be the tenant's. Errors are the
/// reader's: Fault::unavailable, Fault::corrupt.
base::Result<CallPage> list_calls(CallReader& reader, const directory::Tenant& tenant,
                                  const CallQuestion& question);

/// The call of that id with the legs the asker may see; nothing when this tenant has none such or
/// the asker may not see it, which is not told apart. Errors as above.
base::Result<std::optional<call::Call>> find_call(CallReader& reader,
                                                  const directory::Tenant& tenant,
                                                  const Sight& sight, const base::CallId& id);

/// One page and where the next one begins.
using ChangePage = store::ChangePage;
using RemovedCall = store::RemovedCall;

/// Where somebody who follows a tenant's changes has come to.
struct ChangePlace {
    std::int64_t after = 0;                      ///< the last change that was told; 0: none
    std::optional<std::int64_t> removals_after;  ///< the change at which they began; absent: now
};

/// What changed behind a place, as far as the asker may see: calls that were visible and no longer
/// are count as removed. Nothing when it cannot be told exactly any more and the asker must begin
/// again. Every call is checked to be the tenant's and seen. Errors as above.
base::Result<std::optional<ChangePage>> list_changes(CallReader& reader,
                                                     const directory::Tenant& tenant,
                                                     const Sight& sight, const ChangePlace& place,
                                                     std::int64_t page_size);

}  // namespace edgvoip::query

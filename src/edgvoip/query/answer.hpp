#pragma once

#include "edgvoip/query/call_question.hpp"
#include "edgvoip/query/sight.hpp"
#include "edgvoip/store/call_reader.hpp"

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

}  // namespace edgvoip::query

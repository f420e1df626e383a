#pragma once

#include "base/error.hpp"
#include "w3/callbacks/known_call.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Follows edgvoip's calls and has the tasks follow them.
namespace w3::follow {

/// One answer of edgvoip's incremental sync (`GET /api/cdr?updated_since=…`).
struct Changes {
    std::vector<callbacks::Call> calls;  ///< in their newest state
    std::vector<std::string> removed;    ///< ids
    std::string next_token;
    bool more = false;
};

/// Reads the body of such an answer. Fault::corrupt when it is none, or a call or a removal lacks
/// what callbacks need to know.
base::Result<Changes> read_changes(std::string_view body);

}  // namespace w3::follow

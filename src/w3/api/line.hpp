#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace w3::api {

/// A call with somebody that is on now.
struct Line {
    std::string call_id;
    std::string state;      ///< `ringing`, `answered` or `held`
    std::string since;      ///< when it was answered, else when it began
    std::string direction;  ///< `in` or `out`
    std::string ext;        ///< who talks, or alone is rung or calls; empty: none, or several

    bool operator==(const Line&) const = default;
};

/// The call that matters most among edgvoip's active calls with one number: one that somebody
/// talks in before one that is held or rings, and the newest of those. Nothing when there is none;
/// Fault::corrupt when the text is no such list.
base::Result<std::optional<Line>> line_of(std::string_view active_calls);

}  // namespace w3::api

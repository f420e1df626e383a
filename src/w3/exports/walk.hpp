#pragma once

#include "w3/exports/asking.hpp"
#include "w3/exports/names.hpp"
#include "w3/exports/page.hpp"

#include <functional>
#include <optional>
#include <variant>

namespace w3::exports {

/// Takes the calls of a page; a failure ends the walk.
using TakeCalls = std::function<std::optional<Failure>(const boost::json::array& calls)>;

/// Walks through a list of calls from its first page on, by edgvoip's cursor, so that no call is
/// met twice whatever comes meanwhile. Nothing: it has come to the end.
std::optional<Failure> walk_calls(Page page, Asking& asking, const TakeCalls& take);

/// Reads how the tenant calls its stores and extensions.
std::variant<Names, Failure> read_names(Asking& asking);

}  // namespace w3::exports

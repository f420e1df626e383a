#pragma once

#include "edgvoip/call/call_filter.hpp"

#include <optional>

namespace edgvoip::index {

/// The missed calls among those that a filter means: inbound and not answered. Nothing when there
/// can be none.
std::optional<call::CallFilter> missed_filter(const call::CallFilter& filter);

/// The same, for questions to missed calls only: without what all of them are.
std::optional<call::CallFilter> filter_of_missed(const call::CallFilter& filter);

}  // namespace edgvoip::index

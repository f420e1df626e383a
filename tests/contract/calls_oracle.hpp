#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/call/call_filter.hpp"

#include <vector>

namespace edgvoip::store {

/// All calls that a filter means, in that order, by looking at each: what every store's answer is
/// judged by.
std::vector<call::Call> answer_of(const std::vector<call::Call>& calls,
                                  const call::CallFilter& filter, call::CallOrder order);

}  // namespace edgvoip::store

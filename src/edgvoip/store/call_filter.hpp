#pragma once

#include "edgvoip/call/call_filter.hpp"

/// Keeps calls durably.
namespace edgvoip::store {

using call::CallFilter;
using call::CallOrder;
using call::number_prefixes_max;

}  // namespace edgvoip::store

#pragma once

#include "edgvoip/index/comparison.hpp"
#include "edgvoip/index/tenant_index.hpp"

/// Whether the maps of one version lead to all of its calls. Any thread.
namespace edgvoip::index {

/// Adds every call that is not found by its id.
void check_id_map(const TenantIndex& index, Comparison& found);

/// Adds every call of a reachable number that is not among those of its number.
void check_number_map(const TenantIndex& index, Comparison& found);

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/index/chunk.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <string>

namespace edgvoip::index {

/// The columns, with commas between them, in which the calls of two rows are not alike; empty when
/// they are. Keys are not looked at. `a` is a row of `index_a`, `b` one of `index_b`: equal texts
/// may be at different places of their lists. Any thread.
std::string differing_columns(const TenantIndex& index_a, const Row& a, const TenantIndex& index_b,
                              const Row& b);

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/directory/directory.hpp"
#include "edgvoip/query/interval.hpp"
#include "edgvoip/query/sources.hpp"

#include <optional>

namespace edgvoip::query {

/// The version that figures of the tenant are computed from. Fault::unavailable while its calls are
/// being loaded, and while they are being made ready for a directory that has just changed what
/// counts as a contact. Any thread.
base::Result<index::Version> kpi_version(const Sources& sources, const directory::Tenant& tenant);

/// Fault::unavailable when the version does not know contacts as the directory wants them.
base::Result<void> check_contacts(const index::TenantIndex& version,
                                  const directory::Tenant& tenant);

/// The part of an interval from the tenant's first call to its last: no more than what has calls is
/// cut into hours or days. Nothing when no call can be in it.
std::optional<Interval> span_of_calls(const index::TenantIndex& version, const Interval& interval);

}  // namespace edgvoip::query

#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "edgvoip/index/tenant_writer.hpp"
#include "edgvoip/store/call_reader.hpp"

#include <cstdint>
#include <vector>

/// A tenant's index as the store has it. Errors are the reader's.
namespace edgvoip::ingest {

/// The writer of a first version, which has all calls that are stored.
base::Result<index::TenantWriter> load_stored(base::TenantId tenant, std::int32_t contact_min_sec,
                                              store::CallReader& reader);

/// Brings the writer's version to the store's newest change, and says which calls that changed.
/// Fault::corrupt when the changes behind its own cannot be told any more: it is to be loaded anew.
base::Result<std::vector<base::CallId>> catch_up(base::TenantId tenant, index::TenantWriter& writer,
                                                 store::CallReader& reader);

/// The calls that the changes are of.
std::vector<base::CallId> ids_of(const std::vector<index::Change>& changes);

}  // namespace edgvoip::ingest

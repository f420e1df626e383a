#pragma once

#include "edgvoip/call/leg_record.hpp"

#include <string>

/// Which legs make one call. Both answers come from the record alone, whatever else has arrived.
namespace edgvoip::enrich {

/// True for the leg a call began with: a channel that came into the PBX, or one that the PBX made
/// on command (click to call). Legs rung for a call, loopback legs, a queue's attempts to ring an
/// agent and a rung leg that a transfer made independent are not roots; a consult call, a picking
/// phone's own call and each side of a call that leaves the PBX and comes back are.
bool is_root(const call::LegRecord& leg);

/// The id of the leg that this one hangs on; empty for a root, and when the record names none.
/// Following it from leg to leg ends at the root.
std::string parent_of(const call::LegRecord& leg);

}  // namespace edgvoip::enrich

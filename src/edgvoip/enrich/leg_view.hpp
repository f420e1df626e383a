#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"

#include <vector>

namespace edgvoip::enrich {

/// The devices of a call whose direction and parties are set, the root first; loopback legs are
/// none. A leg of another tenant shows the number that the caller dialled and nothing more.
/// Quality only where the call was answered.
std::vector<call::Leg> leg_view(const CallLegs& legs, const call::Call& call,
                                const directory::Tenant& tenant,
                                const directory::Directory& directory);

}  // namespace edgvoip::enrich

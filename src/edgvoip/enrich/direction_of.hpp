#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/route.hpp"

namespace edgvoip::enrich {

/// The number or service that the calling extension of an outbound or internal call wanted, as the
/// PBX gave it; empty when a call made on command ended before it was known.
std::string wanted_number(const CallLegs& legs, const std::vector<Station>& route);

/// True for a call made on command that rang somebody outside before any phone of the PBX.
bool calls_customer_first(const CallLegs& legs);

/// Inbound: it came into the PBX and no phone's digest vouches for it; it stays so wherever it is
/// forwarded. Otherwise a phone's call, or one made on command: outbound when it was sent to a
/// trunk or to another tenant first, or wanted a public number and was sent nowhere; else internal.
call::Direction direction_of(const CallLegs& legs, const std::vector<Station>& route,
                             const directory::Tenant& tenant,
                             const directory::Directory& directory);

}  // namespace edgvoip::enrich

#pragma once

#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"

namespace edgvoip::enrich {

/// The tenant a call belongs to; null when nothing in it is of any tenant. Never by a host of a SIP
/// header, which the outside caller writes.
///
/// A phone's call: the domain its digest was checked in, then the dialplan context, then the
/// account code. An outside call: the context (the oldest that is a tenant's), the DID, the account
/// code. A call made on command: the domain of the phone that was rung. Last, the domain of a
/// phone that was rung for it.
const directory::Tenant* tenant_of(const CallLegs& legs, const directory::Directory& directory);

}  // namespace edgvoip::enrich

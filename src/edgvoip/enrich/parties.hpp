#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/route.hpp"
#include "edgvoip/enrich/taker.hpp"

#include <optional>
#include <string>

namespace edgvoip::enrich {

/// What the naming of a call's parties goes by.
struct PartyEvidence {
    const CallLegs& legs;
    const std::vector<Station>& route;
    const directory::Tenant& tenant;
    const directory::Directory& directory;
    std::optional<Taker> taker;
    bool served = false;  ///< the party was a service of the PBX
};

/// Fills `from_uri`, `to_uri`, `did_e164`, `ext_number`, `remote_number`, `from_name`, `user_id`
/// and `store` of a call whose `direction` is set.
void name_parties(const PartyEvidence& evidence, call::Call& call);

}  // namespace edgvoip::enrich

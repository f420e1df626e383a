#pragma once

#include "base/instant.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"

#include <optional>
#include <string>

namespace edgvoip::enrich {

/// A party of a call as seen by its tenant: one of its extensions, or somebody else.
struct Party {
    std::string ext;     ///< empty for everybody who is no extension of the tenant
    std::string number;  ///< of those, as it was dialled; may be empty

    bool operator==(const Party&) const = default;
};

/// Who took a call first, and when.
struct Taker {
    base::Instant at;
    Party who;
};

/// The first person that answered and was joined with the caller; nothing when none did.
///
/// The rung legs say it best. Where their records are missing, or somebody joined who was not rung
/// (a pickup), the legs that were routed say with whom and when they were bridged, unless that
/// bridge was early media only. A leg that the PBX could not join, since the caller's own leg never
/// was answered, has not taken the call.
std::optional<Taker> first_taker(const CallLegs& legs, const directory::Tenant& tenant,
                                 const directory::Directory& directory);

/// Who was rung by this leg, which is not the root.
Party party_of(const call::LegRecord& leg, const directory::Tenant& tenant,
               const directory::Directory& directory);

}  // namespace edgvoip::enrich

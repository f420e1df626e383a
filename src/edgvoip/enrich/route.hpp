#pragma once

#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/dial_target.hpp"

#include <vector>

namespace edgvoip::enrich {

/// One station of a call's way through the dialplan.
struct Station {
    enum class Kind {
        ring,       ///< phones or a trunk were rung
        queue,      ///< waiting for an agent
        voicemail,  ///< leaving a message
        machine,    ///< menu or announcement
        service,    ///< conference, echo, a mailbox being heard: the PBX itself is the party
        pickup,     ///< somebody else's ringing call was taken
    };

    Kind kind = Kind::ring;
    std::vector<DialTarget> targets;          ///< of `ring`
    const call::LegRecord* router = nullptr;  ///< the leg whose dialplan went there
};

/// The stations in order: the root's, with those behind a loopback leg where the root entered it,
/// then those of legs that a transfer moved. Points into `legs`.
std::vector<Station> route_of(const CallLegs& legs);

/// The last station that rings phones or a trunk; null when there is none.
const Station* last_ring(const std::vector<Station>& route);

/// True when some station is of that kind.
bool passes(const std::vector<Station>& route, Station::Kind kind);

}  // namespace edgvoip::enrich

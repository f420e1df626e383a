#include "edgvoip/enrich/family.hpp"

#include "edgvoip/enrich/call_legs.hpp"

namespace edgvoip::enrich {
namespace {

/// The first of the ids that is another leg's.
std::string first_other(const call::LegRecord& leg,
                        std::initializer_list<const std::string*> candidates) {
    for (const std::string* id : candidates) {
        if (!id->empty() && *id != leg.leg_id) return *id;
    }
    return {};
}

}  // namespace

bool is_root(const call::LegRecord& leg) {
    if (is_loopback(leg)) return false;
    const auto& links = leg.links;
    // A rung leg that a transfer moved keeps this link, whatever it became since.
    if (!first_other(leg, {&links.originating_leg}).empty()) return false;
    if (leg.queue.side == "agent") return false;
    if (leg.into_pbx) return true;
    return first_other(leg, {&links.originator, &links.queue_member}).empty();
}

std::string parent_of(const call::LegRecord& leg) {
    if (is_root(leg)) return {};
    const auto& links = leg.links;
    if (is_loopback(leg) && leg.into_pbx) {
        // The far half of a loopback pair: its near half was rung like any other leg.
        return first_other(leg, {&links.originating_leg, &links.loopback_peer, &links.originator,
                                 &links.loopback_from, &links.signal_bond, &links.bridged_to});
    }
    return first_other(leg, {&links.originating_leg, &links.queue_member, &links.originator,
                             &links.loopback_from, &links.signal_bond, &links.bridged_to});
}

}  // namespace edgvoip::enrich

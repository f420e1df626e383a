#include "edgvoip/enrich/direction_of.hpp"

#include "base/phone_number.hpp"

#include <algorithm>

namespace edgvoip::enrich {
namespace {

using call::Direction;
using call::LegRecord;
using directory::Directory;
using directory::Tenant;

/// The first station that rang somebody; null when none did.
const Station* first_ring(const std::vector<Station>& route) {
    const auto ring = std::ranges::find_if(route, [](const Station& station) {
        return station.kind == Station::Kind::ring && !station.targets.empty();
    });
    return ring == route.end() ? nullptr : &*ring;
}

bool leaves_tenant(const DialTarget& target, const Tenant& tenant, const Directory& directory) {
    if (target.kind == DialTarget::Kind::outside) return true;
    const Tenant* owner = target.domain.empty() ? nullptr : directory.by_domain(target.domain);
    return owner != nullptr && owner->id != tenant.id;
}

bool is_extension(const std::string& number, const Tenant& tenant) {
    return tenant.extension(number) != nullptr;
}

/// Nothing says where the call was sent: some rung leg may.
bool has_trunk_leg(const CallLegs& legs) {
    return std::ranges::any_of(legs.all(), [&legs](const LegRecord& leg) {
        return &leg != &legs.root() && !leg.gateway.empty();
    });
}

}  // namespace

std::string wanted_number(const CallLegs& legs, const std::vector<Station>& route) {
    const LegRecord& root = legs.root();
    if (root.hops.empty()) return {};
    if (root.into_pbx) return root.hops.front().dialled;
    // Made on command: the oldest hop rings the agent's own phone, a later one goes on.
    const std::string& own = root.hops.front().dialled;
    for (std::size_t i = 1; i < root.hops.size(); ++i) {
        if (root.hops[i].dialled != own && !root.hops[i].dialled.empty()) {
            return root.hops[i].dialled;
        }
    }
    const Station* ring = first_ring(route);
    return ring == nullptr ? std::string() : ring->targets.front().user;
}

bool calls_customer_first(const CallLegs& legs) {
    const LegRecord& root = legs.root();
    const bool outside = channel_target(root.channel_name).kind == DialTarget::Kind::outside;
    return !root.into_pbx && (outside || !root.gateway.empty());
}

Direction direction_of(const CallLegs& legs, const std::vector<Station>& route,
                       const Tenant& tenant, const Directory& directory) {
    const LegRecord& root = legs.root();
    if (root.into_pbx && root.auth_user.empty()) return Direction::in;
    if (calls_customer_first(legs)) return Direction::out;
    const std::string wanted = wanted_number(legs, route);
    if (!wanted.empty() && is_extension(wanted, tenant)) return Direction::internal;
    if (const Station* ring = first_ring(route)) {
        const bool leaves = std::ranges::any_of(ring->targets, [&](const DialTarget& target) {
            return leaves_tenant(target, tenant, directory);
        });
        return leaves ? Direction::out : Direction::internal;
    }
    if (wanted.empty()) return root.into_pbx ? Direction::internal : Direction::out;
    const bool is_public = base::PhoneNumber::read(wanted, tenant.country).is_e164();
    const bool out = is_public || has_trunk_leg(legs) ||
                     channel_target(root.bridge_channel).kind == DialTarget::Kind::outside;
    // A pickup joins a caller from outside, but calls nobody there.
    return out && !passes(route, Station::Kind::pickup) ? Direction::out : Direction::internal;
}

}  // namespace edgvoip::enrich

#include "edgvoip/enrich/taker.hpp"

#include "base/phone_number.hpp"
#include "edgvoip/enrich/dial_target.hpp"
#include "edgvoip/enrich/one_of.hpp"

#include <algorithm>
#include <tuple>

namespace edgvoip::enrich {
namespace {

using call::LegRecord;
using directory::Directory;
using directory::Tenant;

/// A number that a trunk was sent, whatever the profile is called.
bool is_public_number(const std::string& user, const Tenant& tenant) {
    return tenant.extension(user) == nullptr &&
           base::PhoneNumber::read(user, tenant.country).is_e164();
}

bool is_other_tenants(const std::string& domain, const Tenant& tenant, const Directory& directory) {
    const Tenant* owner = domain.empty() ? nullptr : directory.by_domain(domain);
    return owner != nullptr && owner->id != tenant.id;
}

std::string user_before_at(const std::string& address) {
    return address.substr(0, address.find('@'));
}

/// The first of the names that the tenant's directory has, else the first that is not empty.
std::string likeliest_ext(std::initializer_list<std::string> names, const Tenant& tenant) {
    for (const std::string& name : names) {
        if (!name.empty() && tenant.extension(name) != nullptr) return name;
    }
    for (const std::string& name : names) {
        if (!name.empty()) return name;
    }
    return {};
}

/// True when a rung leg's answer is a person on the line.
bool took(const LegRecord& leg) {
    if (is_loopback(leg) || !leg.answered) return false;
    if (leg.hangup_cause == "LOSE_RACE" || leg.hangup_cause == "PICKED_OFF") return false;
    // A phone may answer in the moment in which the caller leaves.
    return leg.bridged || !leg.links.bridged_to.empty();
}

std::optional<Taker> taker_among_rung(const CallLegs& legs, const Tenant& tenant,
                                      const Directory& directory) {
    const LegRecord* first = nullptr;
    for (const LegRecord& leg : legs.all()) {
        if (&leg == &legs.root() || !took(leg)) continue;
        if (first == nullptr ||
            std::tie(*leg.answered, leg.leg_id) < std::tie(*first->answered, first->leg_id)) {
            first = &leg;
        }
    }
    if (first == nullptr) return std::nullopt;
    return Taker{*first->answered, party_of(*first, tenant, directory)};
}

/// Reads from the legs that were routed with whom they were joined.
class BridgeEvidence {
public:
    BridgeEvidence(const CallLegs& legs, const Tenant& tenant, const Directory& directory)
        : legs_(legs), tenant_(tenant), directory_(directory) {}

    std::optional<Taker> of(const LegRecord& router, int loopbacks_left = 8) const {
        if (!router.answered) return std::nullopt;
        for (std::size_t i = 0; i + 1 < router.hops.size(); ++i) {
            if (auto taker = of_earlier_hop(router, router.hops[i], loopbacks_left)) return taker;
        }
        return of_last_bridge(router, loopbacks_left);
    }

private:
    /// Before a transfer or a bridge from outside: the party the hop names.
    std::optional<Taker> of_earlier_hop(const LegRecord& router, const LegRecord::Hop& hop,
                                        int loopbacks_left) const {
        if (!hop.bridged) return std::nullopt;
        // No bridge came after this one, and the PBX says that it was early media only.
        const bool is_last = !router.bridged || *router.bridged == *hop.bridged;
        if (is_last && is_unanswered_cause(router.bridge_hangup_cause) &&
            !answered_by_bridge(router)) {
            return std::nullopt;
        }
        for (const auto& reached : hop.reached) {
            if (failed(router, reached.leg_id)) continue;
            if (auto taker = joined(router, reached.leg_id, reached.channel_name, *hop.bridged,
                                    loopbacks_left)) {
                return taker;
            }
        }
        return std::nullopt;
    }

    std::optional<Taker> of_last_bridge(const LegRecord& router, int loopbacks_left) const {
        if (is_unanswered_cause(router.bridge_hangup_cause) && !answered_by_bridge(router)) {
            return std::nullopt;
        }
        const auto& links = router.links;
        // A leg is bonded as soon as it is rung: alone that says nothing.
        const bool bonded = !links.signal_bond.empty() && router.bridged;
        if (links.bridged_to.empty() && !bonded) return std::nullopt;
        const std::string& partner =
            links.bridged_to.empty() ? links.signal_bond : links.bridged_to;
        if (failed(router, partner)) return std::nullopt;
        return joined(router, partner, router.bridge_channel,
                      router.bridged.value_or(*router.answered), loopbacks_left);
    }

    /// Nothing in the dialplan can have answered the caller's leg but whoever was rung: then the
    /// bridge was a talk, with whatever cause it was cut in the end.
    static bool answered_by_bridge(const LegRecord& router) {
        constexpr std::string_view silent[] = {"set",   "export", "bridge",   "transfer",
                                               "unset", "hangup", "sleep",    "ring_ready",
                                               "log",   "info",   "multiset", "record_session",
                                               "limit", "hash",   "db",       "sched_hangup"};
        return router.into_pbx && !is_loopback(router) && !router.apps.empty() &&
               std::ranges::all_of(router.apps, [&silent](const LegRecord::App& app) {
                   return is_one_of(app.name, silent);
               });
    }

    static bool failed(const LegRecord& router, const std::string& leg_id) {
        const auto leg =
            std::ranges::find(router.originated, leg_id, &LegRecord::Originated::leg_id);
        return leg != router.originated.end() && !leg->cause.empty() && leg->cause != "NONE";
    }

    /// A partner whose own record is here is judged by that.
    std::optional<Taker> joined(const LegRecord& router, const std::string& partner,
                                const std::string& channel_name, base::Instant at,
                                int loopbacks_left) const {
        if (const LegRecord* leg = legs_.find(partner)) {
            const LegRecord* far = is_loopback(*leg) ? legs_.loopback_far(*leg) : nullptr;
            if (far == nullptr || loopbacks_left == 0) return std::nullopt;
            return of(*far, loopbacks_left - 1);
        }
        return Taker{std::max(at, *router.answered), who(router, partner, channel_name)};
    }

    Party who(const LegRecord& router, const std::string& partner,
              const std::string& channel_name) const {
        const DialTarget channel = channel_target(channel_name);
        const auto rung =
            std::ranges::find(router.originated, partner, &LegRecord::Originated::leg_id);
        const bool was_rung = rung != router.originated.end();
        // What a loopback leg was sent to is a context, not a number.
        const bool through = channel.kind == DialTarget::Kind::loopback;
        const std::string dialled = was_rung && !through ? rung->dialled : std::string();
        if (channel.kind == DialTarget::Kind::outside ||
            is_other_tenants(router.dialed_domain, tenant_, directory_) ||
            (dialled.empty() && is_public_number(channel.user, tenant_))) {
            return {{}, dialled.empty() ? channel.user : dialled};
        }
        if (!dialled.empty() && is_public_number(dialled, tenant_)) return {{}, dialled};
        const std::string agent = was_rung ? std::string() : user_before_at(router.queue.agent);
        const std::string fallback = channel_name.empty() ? router.dialed_user : std::string();
        return {likeliest_ext({dialled, agent, channel.user, fallback}, tenant_), {}};
    }

    const CallLegs& legs_;
    const Tenant& tenant_;
    const Directory& directory_;
};

}  // namespace

Party party_of(const LegRecord& leg, const Tenant& tenant, const Directory& directory) {
    const DialTarget channel = channel_target(leg.channel_name);
    const std::string dialled = leg.hops.empty() ? std::string() : leg.hops.front().dialled;
    const bool outside = !leg.gateway.empty() || channel.kind == DialTarget::Kind::outside ||
                         is_other_tenants(leg.dialed_domain, tenant, directory) ||
                         (leg.dialed_user.empty() && is_public_number(channel.user, tenant));
    if (outside) return {{}, dialled.empty() ? channel.user : dialled};
    // A leg that a transfer moved has rung somebody itself, whose name then stands there.
    const bool moved = !leg.apps.empty();
    const std::string agent = user_before_at(leg.queue.agent);
    const std::string rung = moved ? dialled : leg.dialed_user;
    return {likeliest_ext({rung, agent, channel.user, dialled}, tenant), {}};
}

std::optional<Taker> first_taker(const CallLegs& legs, const Tenant& tenant,
                                 const Directory& directory) {
    if (!legs.root().answered) return std::nullopt;
    const auto rung = taker_among_rung(legs, tenant, directory);
    const auto joined = BridgeEvidence(legs, tenant, directory).of(legs.root());
    if (!rung) return joined;
    if (!joined) return rung;
    return joined->at < rung->at ? joined : rung;
}

}  // namespace edgvoip::enrich

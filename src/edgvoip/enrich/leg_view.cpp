#include "edgvoip/enrich/leg_view.hpp"

#include "base/phone_number.hpp"
#include "edgvoip/enrich/quality_of.hpp"
#include "edgvoip/enrich/taker.hpp"

#include <algorithm>

namespace edgvoip::enrich {
namespace {

using call::Call;
using call::LegRecord;
using directory::Directory;
using directory::Tenant;

Party party_of_root(const Call& call) {
    const bool inbound = call.direction == call::Direction::in;
    return inbound ? Party{{}, call.from_uri} : Party{call.from_uri, {}};
}

Party party_of_rung(const LegRecord& leg, const CallLegs& legs, const Tenant& tenant,
                    const Directory& directory) {
    const Tenant* owner =
        leg.dialed_domain.empty() ? nullptr : directory.by_domain(leg.dialed_domain);
    if (owner != nullptr && owner->id != tenant.id) {
        const auto& hops = legs.root().hops;
        return {{}, hops.empty() ? std::string() : hops.front().dialled};
    }
    return party_of(leg, tenant, directory);
}

}  // namespace

std::vector<call::Leg> leg_view(const CallLegs& legs, const Call& call, const Tenant& tenant,
                                const Directory& directory) {
    std::vector<call::Leg> view;
    const bool measured = call.disposition == call::Disposition::answered;
    for (const LegRecord& record : legs.all()) {
        if (is_loopback(record)) continue;
        const bool is_root = &record == &legs.root();
        Party party =
            is_root ? party_of_root(call) : party_of_rung(record, legs, tenant, directory);
        call::Leg leg;
        leg.leg_id = record.leg_id;
        leg.ext = std::move(party.ext);
        leg.number = base::PhoneNumber::read(party.number, tenant.country).text();
        leg.is_root = is_root;
        leg.started = record.started;
        if (record.answered) {
            leg.answered = std::clamp(*record.answered, record.started, record.ended);
        }
        leg.ended = record.ended;
        leg.hangup_cause = record.hangup_cause;
        if (measured) leg.quality = leg_quality(record);
        view.push_back(std::move(leg));
    }
    return view;
}

}  // namespace edgvoip::enrich

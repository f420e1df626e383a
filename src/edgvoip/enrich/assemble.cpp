#include "edgvoip/enrich/assemble.hpp"

#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/direction_of.hpp"
#include "edgvoip/enrich/leg_view.hpp"
#include "edgvoip/enrich/outcome.hpp"
#include "edgvoip/enrich/parties.hpp"
#include "edgvoip/enrich/quality_of.hpp"
#include "edgvoip/enrich/route.hpp"
#include "edgvoip/enrich/taker.hpp"
#include "edgvoip/enrich/tenant_of.hpp"

#include <algorithm>
#include <limits>

namespace edgvoip::enrich {
namespace {

using call::Call;
using call::Disposition;
using call::LegRecord;

/// Legs further apart than this are not of one call; it also keeps seconds within 32 bits.
constexpr std::int64_t call_days_max = 3 * 366;

base::Instant last_end(const CallLegs& legs) {
    return std::ranges::max_element(legs.all(), {}, &LegRecord::ended)->ended;
}

void copy_root(const LegRecord& root, Call& call) {
    call.id = base::CallId{root.leg_id};
    call.start = root.started;
    call.hangup_cause = root.hangup_cause;
    call.pbx_answer = root.answered;
    constexpr std::int64_t seconds_max = std::numeric_limits<std::int32_t>::max();
    call.pbx_billsec = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(root.pbx_billsec_ms / 1000, 0, seconds_max));
    call.q850 = root.q850;
    call.source = root.source;
    call.adapter = root.adapter;
    call.raw_ref = root.raw_ref;
}

void set_seconds(Call& call) {
    const auto seconds = [](base::Instant from, base::Instant to) {
        return static_cast<std::int32_t>(base::whole_seconds(from, to));
    };
    call.duration_sec = seconds(call.start, call.end);
    call.ring_sec = seconds(call.start, call.answer.value_or(call.end));
    call.billsec = call.answer ? seconds(*call.answer, call.end) : 0;
}

void set_outcome(const PartyEvidence& evidence, Call& call) {
    const CallLegs& legs = evidence.legs;
    if (evidence.taker) {
        call.answer = evidence.taker->at;
    } else if (evidence.served) {
        call.answer = legs.root().answered;
    }
    if (call.answer) {
        call.disposition = Disposition::answered;
        call.answer = std::clamp(*call.answer, call.start, call.end);
        return;
    }
    call.disposition = unanswered_disposition(legs, evidence.route);
    if (call.direction == call::Direction::in) {
        call.missed_reason =
            missed_reason(legs, evidence.route, call.disposition, evidence.tenant.settings);
    }
}

/// A file that nobody was ever recorded into does not count.
void set_recording(const CallLegs& legs, Call& call) {
    for (const LegRecord& leg : legs.all()) {
        if (!leg.recorded || !leg.answered) continue;
        call.recorded = true;
        if (call.recording_path.empty()) call.recording_path = leg.recording_path;
    }
}

void set_quality(Call& call) {
    if (call.disposition != Disposition::answered) return;
    std::vector<call::Quality> heard;
    for (const call::Leg& leg : call.legs) {
        if (leg.answered) heard.push_back(leg.quality);
    }
    call.quality = worst_of(heard);
}

}  // namespace

base::Result<Call> assemble(std::vector<LegRecord> records, const directory::Directory& directory) {
    const auto legs = CallLegs::of(std::move(records));
    if (!legs) return legs.error();
    return assemble(*legs, directory);
}

base::Result<Call> assemble(const CallLegs& legs, const directory::Directory& directory) {
    const directory::Tenant* tenant = tenant_of(legs, directory);
    if (tenant == nullptr) {
        return base::Error{base::Fault::not_found,
                           "no_tenant: no domain, context, DID or account code of the call is in "
                           "the directory"};
    }
    Call call;
    copy_root(legs.root(), call);
    call.tenant = tenant->id;
    call.end = last_end(legs);
    if (call.end.us - call.start.us > call_days_max * base::us_per_day) {
        return base::invalid("the legs of the call are years apart");
    }
    const std::vector<Station> route = route_of(legs);
    call.direction = direction_of(legs, route, *tenant, directory);
    const auto taker = first_taker(legs, *tenant, directory);
    const bool served = !taker && was_served(legs, route);
    const PartyEvidence evidence{legs, route, *tenant, directory, taker, served};
    set_outcome(evidence, call);
    name_parties(evidence, call);
    set_seconds(call);
    set_recording(legs, call);
    call.legs = leg_view(legs, call, *tenant, directory);
    set_quality(call);
    const auto broken = call::violation(call);
    base::check(!broken, broken.value_or(std::string()));
    return call;
}

}  // namespace edgvoip::enrich

#include "edgvoip/enrich/outcome.hpp"

#include "edgvoip/enrich/one_of.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace edgvoip::enrich {
namespace {

using call::Disposition;
using call::LegRecord;
using call::MissedReason;

/// Rang and was not taken, whoever gave up first.
bool means_no_answer(std::string_view cause) {
    constexpr std::string_view causes[] = {
        "NO_ANSWER",        "NO_USER_RESPONSE",  "ORIGINATOR_CANCEL",
        "ALLOTTED_TIMEOUT", "PROGRESS_TIMEOUT",  "LOSE_RACE",
        "PICKED_OFF",       "ATTENDED_TRANSFER", "BLIND_TRANSFER"};
    return is_one_of(cause, causes);
}

/// Cut by the PBX or its operator; what it means depends on how far the call had come.
bool means_cut(std::string_view cause) {
    constexpr std::string_view causes[] = {"NORMAL_CLEARING",
                                           "NORMAL_UNSPECIFIED",
                                           "MANAGER_REQUEST",
                                           "SYSTEM_SHUTDOWN",
                                           "MEDIA_TIMEOUT",
                                           "RECOVERY_ON_TIMER_EXPIRE",
                                           ""};
    return is_one_of(cause, causes);
}

bool means_nobody_registered(std::string_view cause) {
    constexpr std::string_view causes[] = {"USER_NOT_REGISTERED", "SUBSCRIBER_ABSENT"};
    return is_one_of(cause, causes);
}

/// SIP answers by which the callee, not the network, declines.
bool is_declined(std::int32_t sip_status) {
    return sip_status == 603 || sip_status == 607 || sip_status == 608;
}

/// Some phone rang, or early media was heard.
bool rang(const CallLegs& legs, const LegRecord& router) {
    if (router.progress || router.bridged) return true;
    return std::ranges::any_of(legs.all(), [&legs](const LegRecord& leg) {
        return &leg != &legs.root() && !is_loopback(leg) && leg.progress;
    });
}

/// The leg whose dialplan rang last decides; the root when nothing was rung.
const LegRecord& deciding_leg(const CallLegs& legs, const std::vector<Station>& route) {
    const Station* ring = last_ring(route);
    return ring == nullptr ? legs.root() : *ring->router;
}

std::string cause_of(const LegRecord& leg) {
    std::string failure = failure_of(leg.originate_disposition);
    // Early media counts as success there; how that leg ended is said here.
    if (failure.empty() && is_unanswered_cause(leg.bridge_hangup_cause)) {
        failure = leg.bridge_hangup_cause;
    }
    return failure.empty() ? leg.hangup_cause : failure;
}

/// Causes of the phones that this ring tried, as far as the PBX told them.
std::vector<std::string_view> causes_of(const Station& ring) {
    std::vector<std::string_view> causes;
    for (const auto& leg : ring.router->originated) {
        const auto same = [&leg](const DialTarget& target) { return target.user == leg.dialled; };
        if (std::ranges::any_of(ring.targets, same)) causes.push_back(leg.cause);
    }
    return causes;
}

/// In a group the PBX reports one cause for all: a phone that rang counts for more than one that
/// was busy, and that for more than one that could not be reached.
std::optional<Disposition> group_disposition(const Station& ring) {
    const bool all_failed = !failure_of(ring.router->originate_disposition).empty();
    if (ring.targets.size() < 2 || !all_failed) return std::nullopt;
    const auto causes = causes_of(ring);
    if (std::ranges::any_of(causes, means_no_answer)) return Disposition::no_answer;
    if (std::ranges::find(causes, "USER_BUSY") != causes.end()) return Disposition::busy;
    return std::nullopt;
}

/// 603 is the callee's word, 403 the carrier's, and both are one cause to the PBX.
Disposition rejected(const CallLegs& legs, const LegRecord& leg, const Station* ring) {
    if (ring == nullptr) return Disposition::failed;
    std::int32_t status = leg.refused_sip_status;
    for (const LegRecord& other : legs.all()) {
        if (status == 0 && other.hangup_cause == "CALL_REJECTED") status = other.refused_sip_status;
    }
    const bool by_phone = ring->targets.front().kind == DialTarget::Kind::device;
    return is_declined(status) || (status == 0 && by_phone) ? Disposition::no_answer
                                                            : Disposition::failed;
}

/// The PBX itself stopped a ringing phone, with whatever cause it was told to give.
bool was_cut_while_ringing(const CallLegs& legs, const LegRecord& router, std::string_view cause) {
    constexpr std::int32_t request_terminated = 487;
    if (means_nobody_registered(cause)) return false;
    if (router.refused_sip_status == request_terminated) return true;
    return std::ranges::any_of(legs.all(), [&](const LegRecord& leg) {
        return &leg != &legs.root() && leg.progress && leg.hangup_cause == cause &&
               leg.hangup_disposition == "send_cancel";
    });
}

bool waited_in_queue(const std::vector<Station>& route) {
    const auto wait = std::find_if(route.rbegin(), route.rend(), [](const Station& station) {
        return station.kind == Station::Kind::queue || station.kind == Station::Kind::ring;
    });
    return wait != route.rend() && wait->kind == Station::Kind::queue;
}

/// The caller left; not so when the ringing had ended before, by time or by a refusal.
bool caller_gave_up(const CallLegs& legs, const std::vector<Station>& route) {
    const std::string cause = cause_of(deciding_leg(legs, route));
    if (cause == "ORIGINATOR_CANCEL") return true;
    if (means_no_answer(cause) || cause == "CALL_REJECTED") return false;
    const std::string& how = legs.root().hangup_disposition;
    return how == "recv_cancel" || how == "recv_bye";
}

bool nobody_registered(const CallLegs& legs, const std::vector<Station>& route) {
    const LegRecord& leg = deciding_leg(legs, route);
    return means_nobody_registered(cause_of(leg)) || means_nobody_registered(leg.hangup_cause);
}

}  // namespace

bool was_served(const CallLegs& legs, const std::vector<Station>& route) {
    return legs.root().answered && passes(route, Station::Kind::service);
}

Disposition unanswered_disposition(const CallLegs& legs, const std::vector<Station>& route) {
    const LegRecord& root = legs.root();
    const Station* ring = last_ring(route);
    if (root.answered && (ring == nullptr || waited_in_queue(route))) {
        return Disposition::no_answer;  // only machines were there
    }
    if (ring != nullptr) {
        if (const auto disposition = group_disposition(*ring)) return *disposition;
    }
    const LegRecord& leg = deciding_leg(legs, route);
    const std::string cause = cause_of(leg);
    if (cause == "USER_BUSY") return Disposition::busy;
    if (cause == "CALL_REJECTED") return rejected(legs, leg, ring);
    if (means_no_answer(cause)) return Disposition::no_answer;
    if (means_cut(cause) && (root.answered || rang(legs, leg))) return Disposition::no_answer;
    if (rang(legs, leg) && was_cut_while_ringing(legs, leg, cause)) return Disposition::no_answer;
    return Disposition::failed;
}

MissedReason missed_reason(const CallLegs& legs, const std::vector<Station>& route,
                           Disposition disposition, const directory::Settings& settings) {
    const LegRecord& root = legs.root();
    if (passes(route, Station::Kind::voicemail)) return MissedReason::voicemail;
    if (waited_in_queue(route)) return MissedReason::abandoned_in_queue;
    if (passes(route, Station::Kind::machine) && last_ring(route) == nullptr) {
        return MissedReason::abandoned_in_ivr;
    }
    if (disposition == Disposition::busy) return MissedReason::busy;
    if (nobody_registered(legs, route)) return MissedReason::no_agent;
    if (disposition == Disposition::failed) return MissedReason::failed;
    if (!caller_gave_up(legs, route)) return MissedReason::no_answer;
    return base::whole_seconds(root.started, root.ended) <= settings.short_sec
               ? MissedReason::short_abandoned
               : MissedReason::abandoned;
}

}  // namespace edgvoip::enrich

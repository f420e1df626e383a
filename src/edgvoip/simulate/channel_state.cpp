#include "edgvoip/simulate/channel_state.hpp"

namespace edgvoip::simulate {
namespace {

constexpr ChannelState new_one{"CS_INIT", 2};  // it is on its way to CS_ROUTING
constexpr ChannelState joined{"CS_SOFT_EXECUTE", 3};
constexpr ChannelState in_dialplan{"CS_EXECUTE", 4};
constexpr ChannelState talking{"CS_EXCHANGE_MEDIA", 5};
constexpr ChannelState waiting{"CS_CONSUME_MEDIA", 7};
constexpr int hung_up_number = 10;
constexpr ChannelState reporting{"CS_REPORTING", 11};
constexpr ChannelState destroyed{"CS_REPORTING", 12};

/// The leg without what the event itself brought about.
Leg before(const Moment& moment) {
    Leg leg = moment.leg;
    switch (moment.what) {
        case Happening::progress:
            leg.progress = {};
            break;
        case Happening::progress_media:
            leg.progress_media = {};
            break;
        case Happening::answered:
            leg.answered = {};
            break;
        case Happening::hung_up:
            leg.ended = {};
            break;
        // These are told when it has been done.
        case Happening::held:
        case Happening::resumed:
        case Happening::created:
        case Happening::executed:
        case Happening::bridged:
        case Happening::unbridged:
        case Happening::hangup_complete:
        case Happening::destroyed:
            break;
    }
    return leg;
}

}  // namespace

bool was_joined_anew(const Leg& leg) {
    return happened(leg.bridged) && leg.bridged == leg.hops.back().entered;
}

bool has_dialplan(const Leg& leg) {
    return leg.originator != base::Uuid{} || !leg.hops.back().extension.empty();
}

ChannelState state_of(const Leg& leg) {
    if (is_into_pbx(leg)) return was_joined_anew(leg) ? joined : in_dialplan;
    if (!leg.hops.back().extension.empty()) return in_dialplan;
    return happened(leg.bridged) ? talking : waiting;
}

ChannelState state_in(const Moment& moment) {
    switch (moment.what) {
        case Happening::created:
            return new_one;
        case Happening::hung_up:
            return {state_of(moment.leg).name, hung_up_number};
        case Happening::hangup_complete:
            return reporting;
        case Happening::destroyed:
            return destroyed;
        case Happening::progress:
        case Happening::progress_media:
        case Happening::executed:
        case Happening::answered:
        case Happening::bridged:
        case Happening::unbridged:
        case Happening::held:
        case Happening::resumed:
            return state_of(moment.leg);
    }
    throw base::Bug("a happening of a known kind");
}

std::string_view call_state_of(const Leg& leg) {
    if (happened(leg.ended)) return "HANGUP";
    if (happened(leg.hold.from) && !happened(leg.hold.to)) return "HELD";
    if (happened(leg.answered)) return "ACTIVE";
    if (happened(leg.progress_media)) return "EARLY";
    return is_into_pbx(leg) || happened(leg.progress) ? "RINGING" : "DOWN";
}

std::string_view call_state_in(const Moment& moment) {
    return moment.what == Happening::created ? "DOWN" : call_state_of(before(moment));
}

std::string_view answer_state_of(const Leg& leg) {
    if (happened(leg.ended)) return "hangup";
    if (happened(leg.answered)) return "answered";
    return happened(leg.progress_media) ? "early" : "ringing";
}

std::string callee_of(const Story& story, const Leg& leg) {
    if (!is_into_pbx(leg)) return leg.hops.front().dialled;
    if (leg.peer == base::Uuid{} || !happened(leg.bridged)) return {};
    return story.leg_of(leg.peer).hops.front().dialled;
}

}  // namespace edgvoip::simulate

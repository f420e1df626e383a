#include "edgvoip/simulate/variables_count.hpp"

#include <algorithm>

namespace edgvoip::simulate {
namespace {

// By the functions of Variables that tell them; what depends on the leg is added below.
constexpr int of_every_leg = 3;         // direction, uuid, session_id
constexpr int of_trunk_caller = 17;     // sip_of_trunk_caller
constexpr int of_phone_caller = 22;     // sip_of_phone_caller
constexpr int of_rung_phone = 18;       // sip_of_rung_phone
constexpr int of_rung_trunk = 15;       // sip_of_rung_trunk
constexpr int of_user = 5;              // user_variables
constexpr int of_dialplan = 2;          // max_forwards, call_uuid
constexpr int of_originator = 4;        // originator, originating_leg_uuid, …
constexpr int of_codec = 7;             // codec_variables
constexpr int of_hangup = 3;            // hangup_cause, hangup_cause_q850, digits_dialed
constexpr int of_epochs_and_hold = 21;  // times, but for the stamps
constexpr int of_caller_id = 1;
constexpr int of_durations = 21;  // durations
constexpr int of_rtp = 25;        // rtp_variables

int one_if(bool there) {
    return there ? 1 : 0;
}

bool shows_a_name(const Leg& leg) {
    return leg.hops.front().caller_name != leg.hops.front().caller_number;
}

int sip_variables(const Story& story, const Leg& leg) {
    const int user = of_user + one_if(story.tenant->sets_variables);
    switch (leg.channel) {
        case Channel::from_trunk: {
            const int asserted = story.anonymous && !story.asserted.empty() ? 2 : 0;
            return of_trunk_caller + one_if(shows_a_name(leg)) + one_if(story.anonymous) + asserted;
        }
        case Channel::from_phone:
            return of_phone_caller + user;
        case Channel::to_phone:
            return 1 + of_rung_phone + one_if(shows_a_name(leg)) + user;
        case Channel::to_trunk:
            return 1 + of_rung_trunk;
        case Channel::loopback_a:
        case Channel::loopback_b:
            return 1;
    }
    throw base::Bug("a channel of a known kind");
}

/// True when the channel has this variable anyway, and the dialplan only gave it another value.
bool is_of_channel(const Story& story, const Leg& leg, std::string_view name) {
    const bool by_phone = leg.channel == Channel::from_phone;
    const bool of_a_user = by_phone || leg.channel == Channel::to_phone;
    if (name == "domain_name") return by_phone;
    if (name == "accountcode") return of_a_user && story.tenant->sets_variables;
    return name == "effective_caller_id_name" && of_a_user;
}

int dialplan_variables(const Story& story, const Leg& leg) {
    int count = of_dialplan + one_if(!leg.transfers.empty());
    if (leg.originator != base::Uuid{}) count += of_originator;
    if (leg.channel != Channel::to_phone && !leg.dialed_user.empty()) count += 2;
    for (auto set = leg.extra.begin(); set != leg.extra.end(); ++set) {
        const bool again = std::any_of(leg.extra.begin(), set, [&set](const auto& before) {
            return before.first == set->first;
        });
        count += one_if(!again && !is_of_channel(story, leg, set->first));
    }
    return count;
}

int bridge_variables(const Leg& leg) {
    int count = leg.attempts.empty() ? 0 : 2;
    if (!leg.originate_disposition.empty()) {
        count += 2 + one_if(leg.originate_disposition != "SUCCESS");
    }
    if (leg.peer != base::Uuid{}) {
        count += leg.only_signal_bond ? 3 : 5;
    } else {
        count += one_if(leg.originator != base::Uuid{});
    }
    if (leg.refused_status != 0) count += 2;
    return count + one_if(!leg.bridge_cause.empty()) + one_if(!leg.last_bridge_cause.empty()) +
           one_if(!leg.endpoint_disposition.empty());
}

int stamps(const Leg& leg) {
    int count = 0;
    for (const base::Instant instant : {leg.started, leg.hops.back().entered, leg.answered,
                                        leg.bridged, leg.progress, leg.progress_media, leg.ended}) {
        count += one_if(happened(instant));
    }
    return count + (happened(leg.hold.from) ? 2 : 0);  // hold_stamp, hold_events
}

int last_step(const Leg& leg) {
    return leg.apps.empty() ? 0 : 1 + one_if(!leg.apps.back().data.empty());
}

}  // namespace

std::int32_t variables_count(const Story& story, const Leg& leg) {
    const int media = leg.media.reported ? of_codec + of_rtp : 0;
    return of_every_leg + sip_variables(story, leg) + dialplan_variables(story, leg) +
           bridge_variables(leg) + media + one_if(!leg.hangup_disposition.empty()) + of_hangup +
           of_epochs_and_hold + stamps(leg) + last_step(leg) + of_caller_id + of_durations;
}

}  // namespace edgvoip::simulate

#include "edgvoip/simulate/variables.hpp"

#include <array>
#include <utility>

namespace edgvoip::simulate {
namespace {

std::string_view phrase_of(int sip_status) {
    switch (sip_status) {
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 480:
            return "Temporarily Unavailable";
        case 486:
            return "Busy Here";
        case 487:
            return "CANCEL";
        case 503:
            return "Service Unavailable";
        case 603:
            return "Decline";
        default:
            return "";
    }
}

std::string_view dial_status_of(std::string_view disposition) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words = {{
        {"NO_ANSWER", "NOANSWER"},
        {"USER_BUSY", "BUSY"},
        {"ORIGINATOR_CANCEL", "CANCEL"},
        {"CALL_REJECTED", "DONTCALL"},
    }};
    for (const auto& [cause, word] : words) {
        if (cause == disposition) return word;
    }
    return disposition;
}

}  // namespace

void Variables::put(std::string_view name, std::int64_t value) {
    put(name, std::string_view(Text().number(value).str()));
}

void Variables::hundredths(std::string_view name, std::int64_t value) {
    put(name, std::string_view(Text().hundredths(value).str()));
}

/// One value stands alone, several are a list.
void Variables::put_values(std::string_view name, const std::vector<std::string>& values) {
    if (values.size() == 1) return put(name, values.front());
    put_list(name, values);
}

void Variables::tell(const Story& story, const Leg& leg) {
    story_ = &story;
    leg_ = &leg;
    put("direction", direction_of(leg));
    channel_variables();
    if (bulk_) bulk_variables();
    dialplan_variables();
    bridge_variables();
    if (leg.media.reported) codec_variables();
    if (happened(leg.ended)) end_variables();
}

void Variables::channel_variables() {
    if (leg_->channel == Channel::to_phone || leg_->channel == Channel::to_trunk) {
        put("is_outbound", "true");
    }
    put("uuid", leg_->id.text());
    put("session_id", std::int64_t(leg_->id.bytes[0]) * 256 + leg_->id.bytes[1]);
    switch (leg_->channel) {
        case Channel::from_trunk:
            sip_of_trunk_caller();
            break;
        case Channel::from_phone:
            sip_of_phone_caller();
            break;
        case Channel::to_phone:
            sip_of_rung_phone();
            break;
        case Channel::to_trunk:
            sip_of_rung_trunk();
            break;
        case Channel::loopback_a:
        case Channel::loopback_b:
            put("channel_name", channel_name(*story_, *leg_));
            break;
    }
}

void Variables::end_variables() {
    if (!leg_->hangup_disposition.empty()) put("sip_hangup_disposition", leg_->hangup_disposition);
    put("hangup_cause", leg_->cause);
    put("hangup_cause_q850", q850_of(leg_->cause));
    put("digits_dialed", "none");
    times();
    if (!leg_->apps.empty()) {
        put("last_app", leg_->apps.back().name);
        if (!leg_->apps.back().data.empty()) put("last_arg", leg_->apps.back().data);
    }
    const Hop& hop = leg_->hops.back();
    put("caller_id", "\"" + hop.caller_name + "\" <" + hop.caller_number + ">");
    durations();
    if (leg_->media.reported) rtp_variables();
}

void Variables::dialplan_variables() {
    put("max_forwards", is_root() ? "69" : "68");
    if (leg_->originator != base::Uuid{}) {
        put("originator", leg_->originator.text());
        put("originating_leg_uuid", leg_->originator.text());
        put("originate_early_media", "true");
        put("originate_endpoint", leg_->channel == Channel::to_phone ? "user" : "sofia");
    }
    if (!leg_->transfers.empty()) put_values("transfer_history", leg_->transfers);
    put("call_uuid", call_uuid_of(*story_, *leg_).text());
    for (const auto& [name, value] : leg_->extra)
        put(name, value);
    if (leg_->channel != Channel::to_phone && !leg_->dialed_user.empty()) {
        put("dialed_user", leg_->dialed_user);
        put("dialed_domain", story_->tenant->sip_domain);
    }
}

void Variables::originated_legs() {
    std::vector<std::string> legs;
    std::vector<std::string> causes;
    for (const Attempt& attempt : leg_->attempts) {
        const std::string id = attempt.leg.text();
        for (int i = 0; i < (attempt.told_twice ? 2 : 1); ++i) {
            legs.push_back(id + ";Outbound Call;" + attempt.dialled);
            causes.push_back(id + ";" + std::string(attempt.cause));
        }
    }
    put_values("originated_legs", legs);
    put_values("originate_causes", causes);
}

void Variables::bridge_variables() {
    if (!leg_->attempts.empty()) originated_legs();
    if (!leg_->originate_disposition.empty()) {
        put("originate_disposition", leg_->originate_disposition);
        put("DIALSTATUS", dial_status_of(leg_->originate_disposition));
        if (leg_->originate_disposition != "SUCCESS") {
            put("originate_failed_cause", leg_->originate_disposition);
        }
    }
    if (leg_->peer != base::Uuid{}) {
        const std::string peer = leg_->peer.text();
        put("last_bridge_to", peer);
        put("signal_bond", peer);
        if (!leg_->only_signal_bond) {
            put("bridge_channel", leg_->peer_channel);
            put("bridge_uuid", peer);
        }
        put("last_bridge_role", is_root() ? "originator" : "originatee");
    } else if (leg_->originator != base::Uuid{}) {
        put("signal_bond", leg_->originator.text());
    }
    if (!leg_->bridge_cause.empty()) put("bridge_hangup_cause", leg_->bridge_cause);
    if (!leg_->last_bridge_cause.empty()) put("last_bridge_hangup_cause", leg_->last_bridge_cause);
    if (leg_->refused_status != 0) {
        put("sip_invite_failure_status", leg_->refused_status);
        put("sip_invite_failure_phrase", phrase_of(leg_->refused_status));
    }
    if (!leg_->endpoint_disposition.empty()) {
        put("endpoint_disposition", leg_->endpoint_disposition);
    }
}

void Variables::codec_variables() {
    put("rtp_use_codec_name", "PCMA");
    put("rtp_use_codec_rate", "8000");
    put("rtp_use_codec_ptime", "20");
    put("read_codec", "PCMA");
    put("read_rate", "8000");
    put("write_codec", "PCMA");
    put("write_rate", "8000");
}

void Variables::time_of(std::string_view name, base::Instant instant) {
    put(std::string(name) + "_epoch", instant.us / base::us_per_second);
    put(std::string(name) + "_uepoch", instant.us);
}

void Variables::times() {
    const std::pair<std::string_view, base::Instant> moments[] = {
        {"start", leg_->started},
        {"profile_start", leg_->hops.back().entered},
        {"answer", leg_->answered},
        {"bridge", leg_->bridged},
        {"last_hold", leg_->hold.from},
        {"resurrect", {}},
        {"progress", leg_->progress},
        {"progress_media", leg_->progress_media},
        {"end", leg_->ended}};
    for (const auto& [name, instant] : moments) {
        if (!happened(instant)) continue;
        Text stamp;
        stamps_.write(stamp, instant);
        const std::string_view stamped = name == "last_hold" ? "hold" : name;
        put(std::string(stamped) + "_stamp", std::string_view(stamp.str()));
    }
    if (happened(leg_->hold.from)) {
        Text events;
        events.raw("{{").number(leg_->hold.from.us).raw(",").number(leg_->hold.to.us).raw("}}");
        put("hold_events", std::string_view(events.str()));
    }
    for (const auto& [name, instant] : moments)
        time_of(name, instant);
    const std::int64_t held = held_us(*leg_);
    put("hold_accum_seconds", held / base::us_per_second);
    put("hold_accum_usec", held);
    put("hold_accum_ms", held / us_per_ms);
}

void Variables::durations() {
    const auto whole = [](base::Instant at) { return at.us / base::us_per_second; };
    const auto since_start = [&](base::Instant at) {
        return happened(at) ? at.us - leg_->started.us : 0;
    };
    const std::int64_t total = leg_->ended.us - leg_->started.us;
    const std::int64_t billed = happened(leg_->answered) ? leg_->ended.us - leg_->answered.us : 0;
    // Whole seconds are differences of whole-second epochs, so they can be one too many or few.
    put("duration", whole(leg_->ended) - whole(leg_->started));
    put("billsec", billed > 0 ? whole(leg_->ended) - whole(leg_->answered) : 0);
    put("mduration", total / 1000);
    put("billmsec", billed / 1000);
    put("uduration", total);
    put("billusec", billed);
    const std::pair<std::string_view, std::int64_t> waits[] = {
        {"progress", since_start(leg_->progress)},
        {"answer", since_start(leg_->answered)},
        {"wait", since_start(leg_->bridged)},
        {"progress_media", since_start(leg_->progress_media)},
        {"flow_bill", total}};
    for (const auto& [name, us] : waits) {
        put(std::string(name) + "sec", us / base::us_per_second);
        put(std::string(name) + "msec", us / 1000);
        put(std::string(name) + "usec", us);
    }
}

}  // namespace edgvoip::simulate

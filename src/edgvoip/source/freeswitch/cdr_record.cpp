#include "edgvoip/source/freeswitch/cdr_record.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/cdr_values.hpp"

#include <algorithm>
#include <limits>

namespace edgvoip::source::freeswitch {
namespace {

using call::LegRecord;

constexpr std::int64_t instant_us_min = 946'684'800'000'000;    // 2000-01-01
constexpr std::int64_t instant_us_max = 4'102'444'800'000'000;  // 2100-01-01
constexpr std::int64_t leg_days_max = 366;

bool is_sane_instant(std::int64_t us) {
    return us >= instant_us_min && us < instant_us_max;
}

/// An instant that the PBX may leave out or set to 0; nothing when it is absurd.
std::optional<base::Instant> optional_instant(std::optional<std::int64_t> us) {
    if (!us || !is_sane_instant(*us)) return std::nullopt;
    return base::Instant{*us};
}

std::optional<base::Error> read_instant(const Variables& variables, std::string_view key,
                                        base::Instant& instant) {
    const auto us = variables.number(key);
    if (!us) return base::invalid(std::string(key) + " is missing or no number");
    if (!is_sane_instant(*us)) {
        return base::invalid(std::string(key) + " is no time between 2000 and 2100");
    }
    instant.us = *us;
    return std::nullopt;
}

std::optional<base::Error> read_times(const Variables& variables, LegRecord& leg) {
    if (auto error = read_instant(variables, "start_uepoch", leg.started)) return error;
    if (auto error = read_instant(variables, "end_uepoch", leg.ended)) return error;
    if (leg.ended < leg.started) return base::invalid("end_uepoch is before start_uepoch");
    if (leg.ended.us - leg.started.us > leg_days_max * base::us_per_day) {
        return base::invalid("end_uepoch is more than a year after start_uepoch");
    }
    leg.answered = optional_instant(variables.number("answer_uepoch"));
    leg.bridged = optional_instant(variables.number("bridge_uepoch"));
    leg.progress = optional_instant(variables.number("progress_uepoch"));
    if (!leg.progress) leg.progress = optional_instant(variables.number("progress_media_uepoch"));
    leg.pbx_billsec_ms = std::max<std::int64_t>(0, variables.number("billmsec").value_or(0));
    return std::nullopt;
}

std::optional<base::Error> read_direction(const boost::json::object& record,
                                          const Variables& variables, LegRecord& leg) {
    std::string direction = variables.text("direction");
    if (const auto* channel = member_object(record, "channel_data")) {
        const auto said = scalar_text(*channel, "direction");
        if (said && !said->empty()) direction = clean_text(*said);
    }
    if (direction != "inbound" && direction != "outbound") {
        return base::invalid("direction is neither inbound nor outbound");
    }
    leg.into_pbx = direction == "inbound";
    return std::nullopt;
}

void read_links(const Variables& variables, LegRecord::Links& links) {
    links.originating_leg = variables.id("originating_leg_uuid");
    links.originator = variables.id("originator");
    links.bridged_to = variables.id("bridge_uuid");
    links.signal_bond = variables.id("signal_bond");
    links.loopback_peer = variables.id("other_loopback_leg_uuid");
    links.loopback_from = variables.id("loopback_from_uuid");
    links.loopback_bowout = variables.id("loopback_bowout_other_uuid");
    links.queue_member = variables.id("cc_member_session_uuid");
}

/// `originated_legs` holds `uuid;name;dialled`, twice for a user; `originate_causes` `uuid;CAUSE`.
std::vector<LegRecord::Originated> read_originated(const Variables& variables) {
    std::vector<LegRecord::Originated> legs;
    const auto known = [&legs](std::string_view id) {
        return std::ranges::find(legs, id, &LegRecord::Originated::leg_id);
    };
    for (const std::string& item : variables.list("originated_legs")) {
        const std::size_t first = item.find(';');
        const std::string id = item.substr(0, first);
        if (!is_sane_id(id) || known(id) != legs.end()) continue;
        const bool has_dialled = first != std::string::npos;
        legs.push_back({id, has_dialled ? item.substr(item.rfind(';') + 1) : "", "NONE"});
    }
    for (const std::string& item : variables.list("originate_causes")) {
        const std::size_t semicolon = item.find(';');
        if (semicolon == std::string::npos) continue;
        const auto leg = known(std::string_view(item).substr(0, semicolon));
        if (leg != legs.end()) leg->cause = item.substr(semicolon + 1);
    }
    return legs;
}

void read_parties(const Variables& variables, LegRecord& leg) {
    leg.domain_name = variables.text("domain_name");
    leg.auth_realm = variables.text("sip_auth_realm");
    leg.auth_user = variables.text("user_name", "sip_auth_username");
    leg.dialed_user = variables.text("dialed_user");
    leg.dialed_domain = variables.text("dialed_domain");
    leg.account_code = variables.text("accountcode");
    leg.gateway = variables.text("sip_gateway_name");
    leg.shown_number = variables.text("effective_caller_id_number", "outbound_caller_id_number");
    leg.originated = read_originated(variables);
}

void read_outcome(const Variables& variables, LegRecord& leg) {
    const auto narrow = [&variables](std::string_view key) {
        const std::int64_t value = variables.number(key).value_or(0);
        return value > 0 && value < 1000 ? static_cast<std::int32_t>(value) : 0;
    };
    leg.hangup_cause = variables.text("hangup_cause");
    leg.q850 = narrow("hangup_cause_q850");
    leg.originate_disposition = variables.text("originate_disposition", "DIALSTATUS");
    leg.bridge_hangup_cause = variables.text("bridge_hangup_cause");
    leg.last_bridge_cause = variables.text("last_bridge_hangup_cause");
    leg.refused_sip_status = narrow("sip_invite_failure_status");
    leg.hangup_disposition = variables.text("sip_hangup_disposition");
    leg.endpoint_disposition = variables.text("endpoint_disposition");
    leg.bridge_channel = variables.text("bridge_channel");
    leg.last_app = variables.text("last_app");
    leg.last_arg = variables.text("last_arg");
    leg.transfers = variables.list("transfer_history");
}

void read_queue(const Variables& variables, LegRecord::Queue& queue) {
    queue.side = variables.text("cc_side");
    queue.name = variables.text("cc_queue");
    queue.agent = variables.text("cc_agent");
    queue.cause = variables.text("cc_cause");
    queue.cancel_reason = variables.text("cc_cancel_reason");
}

void read_recording(const Variables& variables, LegRecord& leg) {
    const std::string folder = variables.text("record_path");
    const std::string name = variables.text("record_name");
    leg.recorded = !folder.empty() || !name.empty() || variables.has("record_seconds");
    if (name.empty()) return;
    const bool apart = !folder.empty() && folder.back() != '/';
    leg.recording_path = clean_text(folder + (apart ? "/" : "") + name);
}

void read_media(const Variables& variables, LegRecord::Media& media) {
    const auto packets = variables.number("rtp_audio_in_packet_count");
    media.reported = packets.has_value();
    media.packets = std::max<std::int64_t>(0, packets.value_or(0));
    media.codec = variables.text("read_codec", "rtp_use_codec_name");
    const std::int64_t ptime = variables.number("rtp_use_codec_ptime").value_or(0);
    media.ptime_ms = ptime > 0 && ptime <= 1000 ? static_cast<std::int32_t>(ptime) : 0;
    media.jitter_loss_rate = variables.real("rtp_audio_in_jitter_loss_rate").value_or(0);
    media.mean_interval_ms = variables.real("rtp_audio_in_mean_interval").value_or(0);
    media.pbx_mos = variables.real("rtp_audio_in_mos");
}

/// Empty when the member is missing or no text.
std::string clean_member(const boost::json::object& object, std::string_view key) {
    std::string room;
    return clean_text(scalar_view(object, key, room).value_or(std::string_view()));
}

/// The member's profile list below `<group>`, such as `originatee.originatee_caller_profiles`.
const boost::json::array* profiles(const boost::json::object& profile, std::string_view group,
                                   std::string_view list) {
    const auto* holder = member_object(profile, group);
    return holder == nullptr ? nullptr : member_array(*holder, list);
}

std::vector<LegRecord::Reached> read_reached(const boost::json::object& profile) {
    std::vector<LegRecord::Reached> legs;
    const auto* list = profiles(profile, "originatee", "originatee_caller_profiles");
    if (list == nullptr) return legs;
    for (const boost::json::value& item : *list) {
        const auto* other = item.if_object();
        if (other == nullptr || legs.size() >= base::limits::record_apps_max) continue;
        const std::string id = scalar_text(*other, "uuid").value_or("");
        if (!is_sane_id(id)) continue;
        if (std::ranges::find(legs, id, &LegRecord::Reached::leg_id) != legs.end()) continue;
        legs.push_back({id, clean_member(*other, "chan_name")});
    }
    return legs;
}

LegRecord::Hop read_hop(const boost::json::object& step, const boost::json::object& profile) {
    const auto text = [&profile](std::string_view key) { return clean_member(profile, key); };
    LegRecord::Hop hop;
    hop.caller_number = text("caller_id_number");
    hop.caller_name = text("caller_id_name");
    hop.dialled = text("destination_number");
    hop.context = text("context");
    if (const auto* times = member_object(step, "times")) {
        const auto bridged = scalar_text(*times, "bridged_time");
        if (bridged) hop.bridged = optional_instant(whole_number(*bridged));
    }
    hop.reached = read_reached(profile);
    return hop;
}

/// The leg that made this one, as the oldest hop tells it: later hops name whoever it was joined
/// with since.
std::string originator_of(const boost::json::object& profile) {
    const auto* list = profiles(profile, "originator", "originator_caller_profiles");
    if (list == nullptr || list->empty()) return {};
    const auto* other = list->front().if_object();
    const std::string id = other == nullptr ? "" : scalar_text(*other, "uuid").value_or("");
    return is_sane_id(id) ? id : std::string();
}

/// `callflow` is written newest first.
void read_callflow(const boost::json::object& record, LegRecord& leg) {
    const auto* flow = member_array(record, "callflow");
    if (flow == nullptr) return;
    const boost::json::object* oldest = nullptr;
    for (std::size_t i = flow->size(); i > 0; --i) {
        const auto* step = (*flow)[i - 1].if_object();
        const auto* profile = step == nullptr ? nullptr : member_object(*step, "caller_profile");
        if (profile == nullptr) continue;
        if (oldest == nullptr) oldest = profile;
        leg.hops.push_back(read_hop(*step, *profile));
        if (leg.hops.size() == base::limits::record_apps_max) break;
    }
    if (oldest != nullptr && leg.links.originator.empty()) {
        leg.links.originator = originator_of(*oldest);
    }
}

/// Returns how many steps the record holds, kept or not.
std::size_t read_apps(const boost::json::object& record, LegRecord& leg) {
    const auto* log = member_object(record, "app_log");
    const auto* list = log == nullptr ? nullptr : member_array(*log, "applications");
    if (list == nullptr) return 0;
    for (const boost::json::value& item : *list) {
        const auto* step = item.if_object();
        if (step == nullptr || leg.apps.size() == base::limits::record_apps_max) continue;
        leg.apps.push_back({clean_member(*step, "app_name"), clean_member(*step, "app_data")});
    }
    return list->size();
}

}  // namespace

base::Result<LegRecord> read_record(const boost::json::object& record) {
    const auto* members = member_object(record, "variables");
    if (members == nullptr) return base::invalid("variables is missing or no object");
    const Variables variables(*members);
    LegRecord leg;
    leg.leg_id = variables.id("uuid");
    if (leg.leg_id.empty()) {
        return base::invalid("uuid is missing or not 1 to 128 characters of A-Z a-z 0-9 . _ : -");
    }
    if (auto error = read_times(variables, leg)) return *error;
    if (auto error = read_direction(record, variables, leg)) return *error;
    leg.channel_name = variables.text("channel_name");
    read_links(variables, leg.links);
    read_parties(variables, leg);
    read_outcome(variables, leg);
    read_queue(variables, leg.queue);
    read_recording(variables, leg);
    read_media(variables, leg.media);
    read_callflow(record, leg);
    const std::size_t steps = read_apps(record, leg);
    leg.detail = static_cast<std::int32_t>(variables.size() + leg.hops.size() + steps);
    return leg;
}

}  // namespace edgvoip::source::freeswitch

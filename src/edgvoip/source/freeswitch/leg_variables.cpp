#include "edgvoip/source/freeswitch/leg_variables.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace edgvoip::source::freeswitch {
namespace {

using call::LegRecord;

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

}  // namespace

void read_variables(const Variables& variables, LegRecord& leg) {
    leg.channel_name = variables.text("channel_name");
    read_links(variables, leg.links);
    read_parties(variables, leg);
    read_outcome(variables, leg);
    read_queue(variables, leg.queue);
    read_recording(variables, leg);
    read_media(variables, leg.media);
}

}  // namespace edgvoip::source::freeswitch

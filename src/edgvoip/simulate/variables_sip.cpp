#include "edgvoip/simulate/variables.hpp"

namespace edgvoip::simulate {
namespace {

std::string sdp(std::string_view address, std::uint64_t session) {
    return "v=0\r\no=FreeSWITCH " + std::to_string(session) + " " + std::to_string(session + 1) +
           " IN IP4 " + std::string(address) + "\r\ns=FreeSWITCH\r\nc=IN IP4 " +
           std::string(address) +
           "\r\nt=0 0\r\nm=audio 13144 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
           "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
           "a=ptime:20\r\na=sendrecv\r\n";
}

}  // namespace

void Variables::sip_of_trunk_caller() {
    const std::string& user = leg_->number;
    const std::string& did = leg_->hops.front().dialled;
    const std::string host(story_->anonymous ? "anonymous.invalid" : carrier_host);
    put("sip_from_user", user);
    put("sip_from_uri", user + "@" + host);
    put("sip_from_host", host);
    put("channel_name", channel_name(*story_, *leg_));
    put("sip_network_ip", carrier_address);
    put("sip_network_port", "5060");
    put("sip_invite_stamp", leg_->started.us);
    put("sip_via_protocol", "udp");
    put("sofia_profile_name", "external");
    if (story_->anonymous) {
        put("sip_Privacy", "id");
        if (!story_->asserted.empty()) {
            put("sip_P-Asserted-Identity", story_->asserted);
            put("sip_cid_type", "pid");
        }
    }
    put("sip_req_user", did);
    put("sip_req_uri", did + "@" + std::string(pbx_address) + ":5080");
    put("sip_req_host", pbx_address);
    put("sip_to_user", did);
    put("sip_to_uri", did + "@" + std::string(pbx_address) + ":5080");
    put("sip_to_host", pbx_address);
    const Hop& hop = leg_->hops.front();
    if (hop.caller_name != hop.caller_number) put("sip_from_display", hop.caller_name);
    put("sip_call_id", leg_->id.text().substr(0, 18) + "@" + std::string(carrier_host));
    put("sip_user_agent", "CarrierSBC/7.2");
}

void Variables::sip_of_phone_caller() {
    const std::string& domain = story_->tenant->sip_domain;
    const std::string& dialled = leg_->hops.front().dialled;
    put("sip_from_user", leg_->ext);
    put("sip_from_uri", leg_->ext + "@" + domain);
    put("sip_from_host", domain);
    put("channel_name", channel_name(*story_, *leg_));
    put("sip_network_ip", phone_address(leg_->ext));
    put("sip_network_port", "5060");
    put("sip_invite_stamp", leg_->started.us);
    put("sofia_profile_name", "internal");
    put("sip_authorized", "true");
    put("sip_number_alias", leg_->ext);
    put("sip_auth_username", leg_->ext);
    put("sip_auth_realm", domain);
    put("user_name", leg_->ext);
    put("domain_name", domain);
    user_variables(leg_->ext);
    put("sip_req_user", dialled);
    put("sip_req_uri", dialled + "@" + domain);
    put("sip_req_host", domain);
    put("sip_to_user", dialled);
    put("sip_to_uri", dialled + "@" + domain);
    put("sip_to_host", domain);
    put("sip_call_id", leg_->id.text().substr(0, 18) + "@" + phone_address(leg_->ext));
    put("sip_user_agent", "Yealink SIP-T46S 66.86.0.15");
}

void Variables::user_variables(std::string_view ext) {
    const Tenant& tenant = *story_->tenant;
    put("user_context", tenant.slug + "-internal");
    if (tenant.sets_variables) put("accountcode", tenant.slug);
    put("outbound_caller_id_name", tenant.name);
    const Extension& extension = extension_of(tenant, ext);
    put("effective_caller_id_name", extension.display_name);
    put("outbound_caller_id_number", tenant.stores[extension.store].did_e164);
    put("toll_allow", "domestic,international");
}

void Variables::sip_of_rung_phone() {
    const std::string& domain = story_->tenant->sip_domain;
    const std::string contact = leg_->ext + "@" + phone_address(leg_->ext) + ":5060";
    const Hop& hop = leg_->hops.front();
    put("sip_profile_name", "internal");
    put("channel_name", channel_name(*story_, *leg_));
    put("sip_destination_url", "sip:" + contact);
    put("dialed_user", leg_->dialed_user);
    put("dialed_domain", domain);
    put("sip_invite_domain", domain);
    put("presence_id", presence_of(*story_, *leg_));
    put("sip_req_uri", contact);
    put("sofia_profile_name", "internal");
    put("sip_network_ip", phone_address(leg_->ext));
    put("sip_user_agent", "Yealink SIP-T46S 66.86.0.15");
    if (hop.caller_name != hop.caller_number) put("sip_from_display", hop.caller_name);
    put("sip_from_user", hop.caller_number);
    put("sip_from_uri", hop.caller_number + "@" + domain);
    put("sip_from_host", domain);
    put("sip_to_user", leg_->ext);
    put("sip_to_uri", contact);
    put("sip_to_host", phone_address(leg_->ext));
    put("sip_call_id", leg_->id.text().substr(0, 23) + "-960db9c44cb1");
    user_variables(leg_->ext);
}

void Variables::sip_of_rung_trunk() {
    const Hop& hop = leg_->hops.front();
    put("sip_gateway_name", "carrier");
    put("sip_invite_domain", carrier_host);
    put("sip_profile_name", "gateway");
    put("channel_name", channel_name(*story_, *leg_));
    put("sip_destination_url", "sip:" + leg_->number + "@" + std::string(carrier_address));
    put("sip_network_ip", carrier_address);
    put("sip_user_agent", "CarrierSBC/7.2");
    put("sip_from_display", hop.caller_name);
    put("sip_from_user", hop.caller_number);
    put("sip_from_uri", hop.caller_number + "@" + std::string(carrier_host));
    put("sip_from_host", carrier_host);
    put("sip_to_user", leg_->number);
    put("sip_to_uri", leg_->number + "@" + std::string(carrier_address));
    put("sip_to_host", carrier_address);
    put("sip_call_id", leg_->id.text().substr(0, 23) + "-960db9c44cb1");
}

void Variables::bulk_variables() {
    const std::uint64_t session = 1'795'346'000 + leg_->id.bytes[2];
    const std::string_view far =
        leg_->ext.empty() ? carrier_address : std::string_view(pbx_address);
    put("switch_r_sdp", sdp(far, session));
    put("switch_m_sdp", sdp(pbx_address, session + 2));
    put("rtp_local_sdp_str", sdp(pbx_address, session + 4));
    put("sip_allow", "INVITE, ACK, BYE, CANCEL, OPTIONS, REFER, NOTIFY");
    put("ep_codec_string",
        "CORE_PCM_MODULE.PCMA@8000h@20i@64000b,CORE_PCM_MODULE.PCMU@8000h@20i@64000b");
    const std::string branch = leg_->id.text().substr(24);
    put("sip_full_via", "SIP/2.0/UDP " + std::string(far) + ":5060;branch=z9hG4bK" + branch);
    const Hop& hop = leg_->hops.front();
    put("sip_full_from", "\"" + hop.caller_name + "\" <sip:" + hop.caller_number + "@" +
                             std::string(far) + ">;tag=" + branch);
    put("sip_full_to", "<sip:" + hop.dialled + "@" + std::string(pbx_address) + ">;tag=" + branch);
    put("sip_recover_via", "SIP/2.0/UDP " + std::string(far) + ":5060;branch=z9hG4bK" + branch);
    put("sip_recover_contact", "<sip:" + hop.dialled + "@" + std::string(far) + ":5060>");
    put("recovery_profile_name", leg_->ext.empty() ? "external" : "internal");
    put("sofia_profile_url", "sip:mod_sofia@" + std::string(pbx_address) + ":5060");
    put("rtp_use_codec_string",
        "CORE_PCM_MODULE.PCMA@8000h@20i@64000b,CORE_PCM_MODULE.PCMU@8000h@20i@64000b");
    put("originator_codec",
        "CORE_PCM_MODULE.PCMA@8000h@20i@64000b,CORE_PCM_MODULE.PCMU@8000h@20i@64000b");
    put("rtp_use_timer_name", "soft");
    put("rtp_use_ssrc", std::int64_t(session));
    put("remote_media_ip", far);
    put("local_media_ip", pbx_address);
    put("advertised_media_ip", pbx_address);
    put("rtp_last_audio_codec_string", "PCMA@8000h@20i@1c");
    put("remote_audio_media_flow", "sendrecv");
    put("audio_media_flow", "sendrecv");
    put("video_media_flow", "inactive");
    put("text_media_flow", "inactive");
    put("dtmf_type", "rfc2833");
    put("rtp_2833_send_payload", "101");
    put("rtp_2833_recv_payload", "101");
}

}  // namespace edgvoip::simulate

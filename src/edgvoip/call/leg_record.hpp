#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a call is: pure values, no I/O.
namespace edgvoip::call {

/// What one PBX said of one channel (leg), in the PBX's own words but for the encoding: texts are
/// UTF-8, instants UTC, lists oldest first. Nothing here is interpreted yet; `enrich` does that.
/// Empty texts and absent optionals mean that the PBX said nothing. Field names behind the comments
/// are FreeSWITCH's mod_json_cdr variables.
struct LegRecord {
    std::string source;   ///< name of the configured source, such as `pbx1`
    std::string adapter;  ///< the dialect that read it, such as `freeswitch-json`
    std::string raw_ref;  ///< where it came from: a file name or a request; never a whole path
    std::string leg_id;   ///< the PBX's own unique id of the channel (uuid)

    bool into_pbx = false;     ///< the channel was made by a call into the PBX (direction=inbound)
    std::string channel_name;  ///< channel_name, such as `sofia/internal/1001@10.0.0.7:5060`

    /// Ids of other legs, as the PBX links them.
    struct Links {
        std::string originating_leg;  ///< originating_leg_uuid
        std::string originator;       ///< originator, else the callflow's originator profile
        std::string bridged_to;       ///< bridge_uuid
        std::string signal_bond;      ///< signal_bond
        std::string loopback_peer;    ///< other_loopback_leg_uuid
        std::string loopback_from;    ///< loopback_from_uuid
        std::string loopback_bowout;  ///< loopback_bowout_other_uuid
        std::string queue_member;     ///< cc_member_session_uuid

        bool operator==(const Links&) const = default;
    } links;

    /// One leg that this one rang, from `originated_legs`: known even when its own record is not.
    struct Originated {
        std::string leg_id;
        std::string dialled;  ///< the number or user that was rung
        std::string cause;    ///< from originate_causes; `NONE` when it answered or is unknown

        bool operator==(const Originated&) const = default;
    };
    std::vector<Originated> originated;

    std::string domain_name;    ///< domain_name
    std::string auth_realm;     ///< sip_auth_realm
    std::string auth_user;      ///< user_name, else sip_auth_username: set by SIP digest only
    std::string dialed_user;    ///< dialed_user
    std::string dialed_domain;  ///< dialed_domain
    std::string account_code;   ///< accountcode
    std::string gateway;        ///< sip_gateway_name
    std::string
        shown_number;  ///< the caller id sent out (effective_, else outbound_caller_id_number)

    /// A leg that this one was joined with, or that it rang, as a hop tells it.
    struct Reached {
        std::string leg_id;
        std::string channel_name;

        bool operator==(const Reached&) const = default;
    };

    /// One element of `callflow`: how the call arrived, or was routed again.
    struct Hop {
        std::string caller_number;
        std::string caller_name;
        std::string dialled;
        std::string context;
        std::optional<base::Instant> bridged;  ///< times.bridged_time: this hop's last bridge
        std::vector<Reached> reached;          ///< originatee profiles, each leg once

        bool operator==(const Hop&) const = default;
    };
    std::vector<Hop> hops;  ///< oldest first: `front()` is how the call arrived

    base::Instant started;                  ///< start_uepoch
    std::optional<base::Instant> answered;  ///< answer_uepoch; absent when never answered
    std::optional<base::Instant> bridged;  ///< bridge_uepoch: the last bridge, early media included
    std::optional<base::Instant> progress;  ///< progress_uepoch, else progress_media_uepoch: rang
    base::Instant ended;                    ///< end_uepoch
    std::int64_t pbx_billsec_ms = 0;        ///< billmsec

    std::string hangup_cause;             ///< hangup_cause, such as `NORMAL_CLEARING`
    std::int32_t q850 = 0;                ///< hangup_cause_q850 (ITU-T Q.850), 0 unknown
    std::string originate_disposition;    ///< originate_disposition, else DIALSTATUS
    std::string bridge_hangup_cause;      ///< bridge_hangup_cause
    std::string last_bridge_cause;        ///< last_bridge_hangup_cause
    std::int32_t refused_sip_status = 0;  ///< sip_invite_failure_status, 0 none
    std::string hangup_disposition;       ///< sip_hangup_disposition, such as `recv_bye`
    std::string endpoint_disposition;     ///< endpoint_disposition, such as `EARLY MEDIA`
    std::string bridge_channel;           ///< bridge_channel: the last party bridged
    std::string last_app;                 ///< last_app
    std::string last_arg;                 ///< last_arg
    std::vector<std::string> transfers;   ///< transfer_history, as written

    /// One dialplan step of `app_log`.
    struct App {
        std::string name;
        std::string argument;

        bool operator==(const App&) const = default;
    };
    std::vector<App> apps;  ///< oldest first

    /// The queue's part (mod_callcenter).
    struct Queue {
        std::string side;           ///< cc_side: `member` or `agent`
        std::string name;           ///< cc_queue
        std::string agent;          ///< cc_agent
        std::string cause;          ///< cc_cause
        std::string cancel_reason;  ///< cc_cancel_reason

        bool operator==(const Queue&) const = default;
    } queue;

    bool recorded = false;       ///< record_path, record_name or record_seconds is there
    std::string recording_path;  ///< record_path / record_name joined; may be empty though recorded

    /// What the PBX received from this leg's party.
    struct Media {
        bool reported = false;          ///< the PBX gave RTP statistics at all
        std::string codec;              ///< read_codec, else rtp_use_codec_name
        std::int32_t ptime_ms = 0;      ///< rtp_use_codec_ptime, 0 unknown
        std::int64_t packets = 0;       ///< rtp_audio_in_packet_count
        double jitter_loss_rate = 0;    ///< rtp_audio_in_jitter_loss_rate: not a loss ratio
        double mean_interval_ms = 0;    ///< rtp_audio_in_mean_interval
        std::optional<double> pbx_mos;  ///< rtp_audio_in_mos: FreeSWITCH's own figure

        bool operator==(const Media&) const = default;
    } media;

    /// How much the PBX said; of two versions of one leg the one that says more is kept.
    std::int32_t detail = 0;

    bool operator==(const LegRecord&) const = default;
};

}  // namespace edgvoip::call

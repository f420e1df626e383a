#pragma once

#include "edgvoip/simulate/simulate.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What happened in one call, before anybody wrote it down. Texts that are `string_view` are
/// FreeSWITCH's own words, with static storage.
namespace edgvoip::simulate {

constexpr std::int64_t us_per_ms = 1000;

/// An instant of 0 stands for what has not happened.
constexpr bool happened(base::Instant instant) {
    return instant.us != 0;
}

constexpr base::Instant after(base::Instant instant, std::int64_t us) {
    return {instant.us + us};
}

/// What kind of channel a leg is.
enum class Channel : std::uint8_t {
    from_trunk,  ///< the outside calls in
    from_phone,  ///< a phone of the tenant calls
    to_phone,    ///< a phone of the tenant is rung
    to_trunk,    ///< the outside is called
    loopback_a,  ///< the two halves of a loopback
    loopback_b,
};

/// One dialplan step.
struct App {
    std::string name;
    std::string data;
    base::Instant at;
};

/// One leg that another one rang, as the ringing leg tells it.
struct Attempt {
    base::Uuid leg;
    std::string dialled;
    std::string_view cause;  ///< `NONE`: answered
    base::Instant at;        ///< when it was rung
    std::string channel_name;
    bool told_twice = false;  ///< through `user/`, an answered leg is listed twice
};

/// One element of the callflow: where the dialplan had the call.
struct Hop {
    std::string extension;  ///< the dialplan extension's name; empty on rung legs
    std::string dialled;
    std::string context;
    std::string redirected_from;  ///< rdnis
    std::string caller_number;
    std::string caller_name;
    base::Instant entered;
    base::Instant left;     ///< transferred away; 0 for the last
    base::Instant bridged;  ///< 0: never while it was here
    bool has_originator = false;
};

/// The sound that came from a leg's party.
struct Media {
    bool reported = false;               ///< the PBX handled the media and had statistics
    base::Instant from;                  ///< first packet expected
    std::int32_t interval_centi = 2000;  ///< mean packet interval, ms × 100: 2000 is no loss
    bool silent = false;                 ///< nothing was received
};

/// The party kept the other one waiting.
struct Hold {
    base::Instant from;
    base::Instant to;  ///< 0: still does
};

struct Leg {
    base::Uuid id;
    Channel channel = Channel::from_trunk;
    std::string ext;     ///< the phone's extension; empty on trunk legs
    std::string number;  ///< the outside number as written; empty on phone legs

    base::Instant started;
    base::Instant progress;
    base::Instant progress_media;
    base::Instant answered;
    base::Instant bridged;
    base::Instant ended;
    Hold hold;

    std::string_view cause;
    std::string_view hangup_disposition;  ///< `recv_bye`
    std::string_view endpoint_disposition;
    std::string_view originate_disposition;
    std::string_view bridge_cause;       ///< bridge_hangup_cause
    std::string_view last_bridge_cause;  ///< last_bridge_hangup_cause
    int refused_status = 0;              ///< SIP status of the last refused leg
    std::string dialed_user;

    base::Uuid originator;  ///< the leg that rang this one; nil: none
    base::Uuid peer;        ///< the leg bridged to; nil: none
    std::string peer_channel;
    bool only_signal_bond = false;  ///< media bypassed: no bridge_uuid
    std::vector<Attempt> attempts;
    std::vector<Hop> hops;  ///< oldest first
    std::vector<App> apps;
    std::vector<std::string> transfers;                           ///< transfer_history
    std::vector<std::pair<std::string_view, std::string>> extra;  ///< other variables
    Media media;
};

/// One call: its legs, the root first, and what is true of it.
struct Story {
    const Tenant* tenant = nullptr;
    std::vector<Leg> legs;
    bool anonymous = false;    ///< the caller hid the number
    std::string asserted;      ///< the number the trunk asserts for an anonymous caller
    std::string shown_number;  ///< outbound: the number shown to the far side
    Truth truth;

    /// The leg of that id, which is one of the story.
    const Leg& leg_of(const base::Uuid& id) const;
};

/// True for a leg that was made by a call into the PBX.
bool is_into_pbx(const Leg& leg);

/// How long the leg's party has kept the other one waiting, as far as that is over.
std::int64_t held_us(const Leg& leg);

/// FreeSWITCH's word for it.
std::string_view direction_of(const Leg& leg);

/// A channel's name, such as `sofia/internal/1001@10.20.0.7:5060`.
std::string channel_name(const Story& story, const Leg& leg);

/// The call that the leg says it belongs to: its own, or the one it was rung for.
const base::Uuid& call_uuid_of(const Story& story, const Leg& leg);

/// The user that a rung phone is, `1001@domain`; empty for other legs.
std::string presence_of(const Story& story, const Leg& leg);

/// The tenant's extension of that number; they are numbered without gaps.
const Extension& extension_of(const Tenant& tenant, std::string_view ext);

/// A phone's address inside its shop.
std::string phone_address(std::string_view ext);

/// The Q.850 code FreeSWITCH gives a cause; 16 where it has none of its own.
int q850_of(std::string_view cause);

inline constexpr std::string_view carrier_host = "sip.carrier.test";
inline constexpr std::string_view carrier_address = "192.0.2.20";
inline constexpr std::string_view pbx_address = "192.0.2.10";
inline constexpr std::string_view pbx_name = "pbx01";

}  // namespace edgvoip::simulate

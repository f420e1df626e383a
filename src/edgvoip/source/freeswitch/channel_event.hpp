#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What FreeSWITCH says of channels while they live, over its Event Socket.
namespace edgvoip::source::freeswitch {

/// One CHANNEL_… event of mod_event_socket.
struct ChannelEvent {
    enum class Kind {
        changed,   ///< CREATE, PROGRESS, ANSWER and the like: `leg` says it all
        executed,  ///< EXECUTE: the dialplan went one step further, to `step`
        bridged,   ///< BRIDGE: `leg` and `other` hear each other
        unbridged,
        held,     ///< HOLD: the phone of this leg has put the other side on hold
        resumed,  ///< UNHOLD
        ended,    ///< HANGUP, HANGUP_COMPLETE or DESTROY, whichever comes first
    };

    Kind kind = Kind::changed;
    base::Instant at;  ///< Event-Date-Timestamp, the PBX's clock
    /// The channel as a record would tell it now: `ended` is `at`, `apps` is empty, and `hops` has
    /// the profile in force alone.
    call::LegRecord leg;
    std::string other;          ///< of bridged and unbridged, when the PBX says it
    call::LegRecord::App step;  ///< of executed
};

/// The event that one `text/event-json` body tells of; nothing for an event that is none of a
/// channel, such as HEARTBEAT. `source` is the configured name. Values are taken as
/// decode_json_cdr() takes them. Fault::invalid names what cannot be right: not JSON, no event, an
/// id or a time that is none. Fault::exhausted above `limits::record_bytes_max`. Any bytes are
/// safe; any thread.
base::Result<std::optional<ChannelEvent>> decode_channel_event(std::string_view json,
                                                               std::string_view source);

}  // namespace edgvoip::source::freeswitch

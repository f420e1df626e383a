#pragma once

#include "edgvoip/simulate/moment.hpp"

#include <string_view>

namespace edgvoip::simulate {

/// What a channel is about, in FreeSWITCH's words.
struct ChannelState {
    std::string_view name;  ///< `CS_EXECUTE`
    int number = 0;
};

/// Of a leg that is up, as it is.
ChannelState state_of(const Leg& leg);
/// What the event says: the state that it found, and the number of the one that it brings.
ChannelState state_in(const Moment& moment);

/// `RINGING`, `EARLY`, `ACTIVE`, …
std::string_view call_state_of(const Leg& leg);
/// As the event found it.
std::string_view call_state_in(const Moment& moment);

/// `ringing`, `early`, `answered` or `hangup`.
std::string_view answer_state_of(const Leg& leg);

/// True when `uuid_bridge` took the leg out of where it was.
bool was_joined_anew(const Leg& leg);

/// What the far end of the leg was dialled by, as FreeSWITCH shows a callee; empty: nobody's.
std::string callee_of(const Story& story, const Leg& leg);

/// False for a leg that the PBX made by itself, not out of a dialplan, and that is in none.
bool has_dialplan(const Leg& leg);

}  // namespace edgvoip::simulate

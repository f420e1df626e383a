#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::source::freeswitch {

/// One row of `show channels as json`: much less than an event says of a channel.
struct ListedChannel {
    /// What a record would tell of it: `started` to the second, no other time; the profile it came
    /// with and the one in force as `hops`; the dialplan's step in force as the only one of `apps`.
    call::LegRecord leg;
    std::string call_leg;  ///< call_uuid when it is another leg's: the leg this one hangs on
    bool is_answered = false;
    bool is_held = false;  ///< by this leg's own phone
};

/// The rows of an answer to `show channels as json`. FreeSWITCH leaves `rows` out when there is
/// none. Rows of a channel that has hung up already, and rows that cannot be read, are left out;
/// `unread` counts the latter.
struct ChannelList {
    std::vector<ListedChannel> channels;
    std::size_t unread = 0;
};

/// `source` is the configured name. Fault::invalid when the answer is not JSON, or no list. Any
/// bytes are safe; any thread.
base::Result<ChannelList> decode_channel_list(std::string_view json, std::string_view source);

}  // namespace edgvoip::source::freeswitch

#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/live/channel.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Calls while they last: what the PBX has now, and how that changes.
namespace edgvoip::live {

enum class State : std::uint8_t {
    ringing,   ///< nobody has answered: a phone rings, or the caller waits in a menu or queue
    answered,  ///< a person has answered
    held,      ///< answered, and one of the phones has put the other side on hold
};

/// The contract's words: `ringing`, `answered`, `held`.
std::string_view to_string(State state);

/// One of the tenant's extensions that is in a call now.
struct Engaged {
    std::string ext;
    State state = State::ringing;

    bool operator==(const Engaged&) const = default;
};

/// A call that goes on. What does not change with the clock alone, so that equal calls look alike.
struct LiveCall {
    /// Tenant, id, direction, start, answer, parties and store as the call's record will say them;
    /// `end` is `start`, and everything else is left as it is by default.
    call::Call call;
    State state = State::ringing;
    std::string queue;             ///< the queue that an inbound caller waits in; empty: none
    std::vector<Engaged> engaged;  ///< by extension, each once

    bool operator==(const LiveCall&) const = default;
};

/// The call that these channels are, the root among them, as the records' rules say it: what it
/// would be if all of it ended now. `partners` are channels of other calls that channels of this
/// one are joined with. Fault::not_found, detail starting `no_tenant`: it belongs to no tenant of
/// the directory; starting `no_root`: what it began with is not known. Other errors as
/// enrich::assemble(). Any thread.
base::Result<LiveCall> live_call_of(std::span<const Channel* const> channels,
                                    std::span<const Channel* const> partners,
                                    const directory::Directory& directory, base::Instant now);

}  // namespace edgvoip::live

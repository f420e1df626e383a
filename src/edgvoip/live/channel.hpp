#pragma once

#include "edgvoip/call/leg_record.hpp"

#include <cstdint>
#include <string>

namespace edgvoip::live {

/// One channel of the PBX, and what has been heard of it so far.
struct Channel {
    call::LegRecord leg;  ///< what its record would say if it ended now, but for `ended`
    std::string family;   ///< id of the channel that its call began with, as far as that is known
    std::string partner;  ///< id of the channel it is joined with now; empty: none
    bool is_up = true;    ///< false: it has ended, and others of its call have not
    bool is_held = false;
    bool is_listed_only = false;  ///< known from the PBX's list alone, which says little
    std::uint64_t heard_in = 0;   ///< between which two lists an event last told of it
};

}  // namespace edgvoip::live

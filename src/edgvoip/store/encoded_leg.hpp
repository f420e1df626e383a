#pragma once

#include "edgvoip/call/leg_record.hpp"

#include <string>
#include <vector>

namespace edgvoip::store {

/// What the PBX said of a leg, encoded by whoever made it: that can be done by several threads.
struct EncodedLeg {
    std::string leg_id;
    std::string bytes;  ///< call::encode of the leg's record
};

/// Of each record, in their order.
std::vector<EncodedLeg> encoded(const std::vector<call::LegRecord>& records);

}  // namespace edgvoip::store

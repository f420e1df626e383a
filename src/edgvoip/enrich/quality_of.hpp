#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <vector>

namespace edgvoip::enrich {

/// How well the PBX heard one party. Only an answered leg is measured: `no_rtp` when nothing came,
/// `low_sample` below 5 s or 250 packets, `not_measured` without statistics (bypass media) or for a
/// codec the model has no value for.
call::Quality leg_quality(const call::LegRecord& leg);

/// The call's: `no_rtp` when any of its legs is, else the worst measured, else `low_sample` when
/// there is one.
call::Quality worst_of(const std::vector<call::Quality>& legs);

}  // namespace edgvoip::enrich

#pragma once

#include "chance.hpp"
#include "edgvoip/call/call.hpp"
#include "world.hpp"

#include <string>

namespace edgvoip::oracle {

/// A sound call of that tenant. Starts tie, numbers come again, seconds and MOS lie around the
/// thresholds.
call::Call make_call(Chance& chance, const Realm& realm, std::string id);

/// The call as a later record tells it: another outcome, store or extension, the same start.
call::Call make_again(Chance& chance, const Realm& realm, const call::Call& call);

}  // namespace edgvoip::oracle

#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/route.hpp"

#include <vector>

namespace edgvoip::enrich {

/// True when the call's party was the PBX itself: a conference, an echo test, a mailbox heard.
bool was_served(const CallLegs& legs, const std::vector<Station>& route);

/// How a call that nobody took and that was no service ended.
call::Disposition unanswered_disposition(const CallLegs& legs, const std::vector<Station>& route);

/// Why an inbound call with that disposition was missed; the first reason that applies.
call::MissedReason missed_reason(const CallLegs& legs, const std::vector<Station>& route,
                                 call::Disposition disposition,
                                 const directory::Settings& settings);

}  // namespace edgvoip::enrich

#pragma once

#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/source/freeswitch/cdr_values.hpp"

namespace edgvoip::source::freeswitch {

/// What a channel's variables say, the same in its record and in its events: name, links, parties,
/// outcome, queue, recording, media. Identity and times are told apart in each.
void read_variables(const Variables& variables, call::LegRecord& leg);

}  // namespace edgvoip::source::freeswitch

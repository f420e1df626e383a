#pragma once

#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/simulate/story.hpp"

#include <string_view>

namespace edgvoip::simulate {

/// The leg as it would be read from the record that RecordWriter writes of it, without bulk; the
/// way over the text is left out. `raw_ref` is the record's file name, `source` the name under
/// which it would be taken in. Any thread.
call::LegRecord leg_record_of(const Story& story, const Leg& leg, std::string_view source);

}  // namespace edgvoip::simulate

#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <boost/json.hpp>

namespace edgvoip::source::freeswitch {

/// The leg of a parsed record; `source`, `adapter` and `raw_ref` are left empty. Fault::invalid
/// names the field that cannot be right.
base::Result<call::LegRecord> read_record(const boost::json::object& record);

}  // namespace edgvoip::source::freeswitch

#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/call_legs.hpp"

#include <vector>

/// From what the PBX said of a call's legs to the call. Pure: no I/O, no clock; any thread.
namespace edgvoip::enrich {

/// The call that these legs make, in whatever order and however often each is given: equal legs
/// give an equal call. A call may be made from its root alone and made again when more legs come.
/// What it returns passes `call::violation()`.
///
/// Fault::not_found, detail starting `no_tenant`: nothing in the legs is of a tenant of the
/// directory; starting `no_root`: none of the legs began a call. Fault::exhausted: more than
/// `limits::call_legs_max` legs. Fault::invalid: the legs cannot be of one call.
base::Result<call::Call> assemble(std::vector<call::LegRecord> legs,
                                  const directory::Directory& directory);

/// The same for legs that are together already.
base::Result<call::Call> assemble(const CallLegs& legs, const directory::Directory& directory);

}  // namespace edgvoip::enrich

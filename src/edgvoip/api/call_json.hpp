#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"
#include "http/json_writer.hpp"

namespace edgvoip::api {

/// A call as an item of the list, field by field in the contract's order. The call is the
/// tenant's; check()s that it is.
void write_call(http::JsonWriter& json, const call::Call& call, const directory::Tenant& tenant,
                bool masked);

/// The same with what only the detail has: quality, the PBX's own figures, legs, source.
void write_call_detail(http::JsonWriter& json, const call::Call& call,
                       const directory::Tenant& tenant, bool masked);

}  // namespace edgvoip::api

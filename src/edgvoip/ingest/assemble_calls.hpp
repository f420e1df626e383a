#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"

#include <span>
#include <vector>

namespace edgvoip::ingest {

/// The calls that these sets of legs make, each as `enrich::assemble` makes it. Many are made by
/// several threads at a time.
std::vector<base::Result<call::Call>> assemble_calls(
    std::span<const std::vector<call::LegRecord>* const> legs,
    const directory::Directory& directory);

}  // namespace edgvoip::ingest

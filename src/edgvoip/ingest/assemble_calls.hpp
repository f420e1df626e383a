#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/store/encoded_leg.hpp"

#include <span>
#include <vector>

namespace edgvoip::ingest {

/// A call and the legs that it was made of, ready to be stored.
struct AssembledCall {
    base::Result<call::Call> call;        ///< as `enrich::assemble` says
    std::vector<store::EncodedLeg> legs;  ///< by leg id, so that what is stored does not tell in
                                          ///< which order they came
};

/// The calls that these sets of legs make. Many are made by several threads at a time.
std::vector<AssembledCall> assemble_calls(std::span<const std::vector<call::LegRecord>* const> legs,
                                          const directory::Directory& directory);

}  // namespace edgvoip::ingest

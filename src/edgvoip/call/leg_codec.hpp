#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <string>
#include <string_view>

namespace edgvoip::call {

/// A leg record as bytes, for a store's column: a format byte, then tag, length, value triples
/// and an end mark.
/// Equal records give equal bytes. Any thread.
std::string encode(const LegRecord& record);

/// The record of those bytes. Tags it does not know are skipped, so that a store written by a
/// later version of one format stays readable. Fault::corrupt when they are not such bytes,
/// Fault::unsupported when the format byte is newer.
base::Result<LegRecord> decode_leg_record(std::string_view bytes);

}  // namespace edgvoip::call

#pragma once

#include "edgvoip/simulate/story.hpp"

#include <cstdint>

namespace edgvoip::simulate {

/// How many different variables RecordWriter writes for a leg, without bulk.
std::int32_t variables_count(const Story& story, const Leg& leg);

}  // namespace edgvoip::simulate

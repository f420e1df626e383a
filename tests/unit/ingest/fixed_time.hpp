#pragma once

#include "base/clock.hpp"

namespace edgvoip::ingest {

/// When the tests of ingestion take records in.
inline const base::FixedClock midnight{base::utc_midnight({2026, 11, 23})};

}  // namespace edgvoip::ingest

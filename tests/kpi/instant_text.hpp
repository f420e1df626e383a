#pragma once

#include "base/instant.hpp"

#include <string>

namespace edgvoip::oracle {

/// An instant as an answer shows it: UTC, with three digits of a second when it is not whole.
std::string shown_instant(base::Instant instant);

/// An instant of UTC with so many digits of a second, and without its `Z`.
std::string instant_text(base::Instant instant, int digits);

}  // namespace edgvoip::oracle

#pragma once

#include "base/instant.hpp"
#include "w3/people/limits.hpp"

namespace w3::follow {

/// Calls from before are not known anew, and those with people who were not heard of since are
/// forgotten.
inline base::Instant memory_begins(base::Instant now) {
    return {now.us - limits::callback_memory_days * base::us_per_day};
}

}  // namespace w3::follow

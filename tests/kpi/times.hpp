#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <cstdlib>

namespace edgvoip::oracle {

/// So many times; a tenth of it under a sanitizer, which makes a single thread many times as slow.
constexpr std::int64_t times(std::int64_t count) {
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
    return count / 10;
#else
    return count;
#endif
}

/// How many random questions are put: as many as EDGVOIP_KPI_QUESTIONS in the environment says, for
/// who has the hours that a million take.
inline std::int64_t questions() {
    const char* const asked = std::getenv("EDGVOIP_KPI_QUESTIONS");
    if (asked == nullptr) return times(10'000);
    const std::int64_t count = std::strtoll(asked, nullptr, 10);
    base::check(count > 0, "EDGVOIP_KPI_QUESTIONS is a number of questions");
    return count;
}

}  // namespace edgvoip::oracle

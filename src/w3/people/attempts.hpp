#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace w3::people {

/// Attempts to prove an account that did not succeed, of one account or one client. A plain value.
struct Attempts {
    std::int64_t failed = 0;
    base::Instant last;
    base::Instant wait_until;  ///< before this none is looked at

    bool operator==(const Attempts&) const = default;
};

/// With what is too long ago forgotten.
Attempts remembered(const Attempts& attempts, base::Instant now);

/// Seconds, rounded up, until an attempt is looked at; 0: it is.
std::int64_t wait_seconds(const Attempts& attempts, base::Instant now);

/// With one more that is taken for failed until it has succeeded, so that many at a time are no
/// way around. `free` go without delay; then it doubles from `limits::first_delay_seconds` up to
/// `limits::delay_seconds_max`.
Attempts one_more(const Attempts& attempts, std::int64_t free, base::Instant now);

/// With the last one taken back, since it succeeded.
Attempts taken_back(const Attempts& attempts);

/// What attempts are counted under. They are digests: the store learns no address that somebody
/// typed, and accounts that do not exist are counted like those that do.
std::string account_key(base::TenantId tenant, std::string_view email);
std::string client_key(std::string_view client_address);

}  // namespace w3::people

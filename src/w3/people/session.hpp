#pragma once

#include "base/instant.hpp"
#include "w3/people/person.hpp"

#include <string>

namespace w3::people {

/// A person who has logged in, in one browser. The browser's cookie is a random text; only its
/// digest is kept.
struct Session {
    std::string digest;  ///< of the cookie
    base::TenantId tenant_id;
    PersonId person_id;
    std::string csrf;  ///< what writing requests must repeat
    base::Instant began;
    base::Instant last_used;
};

/// Unused for `limits::session_idle_seconds_max`, or `limits::session_seconds_max` old.
bool is_over(const Session& session, base::Instant now);

/// Whether its last use is long enough ago to be noted anew.
bool is_to_be_noted(const Session& session, base::Instant now);

}  // namespace w3::people

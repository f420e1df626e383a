#pragma once

#include "access/key.hpp"
#include "access/token.hpp"

#include <cstdint>
#include <string>

namespace auth {

/// What a token shall say beside its claims.
struct Issuing {
    std::string audience;
    base::Instant issued;               ///< becomes `iat`, cut to whole seconds
    std::int64_t lifetime_seconds = 0;  ///< `exp` = `iat` + this; `claims.expires` is not used
};

/// A signed token with these claims. Fault::invalid when it would be refused: a lifetime that is
/// not 1 s … 24 h, no audience, no domain, or more than `limits::token_bytes_max`.
base::Result<std::string> issue_token(const Key& key, const Claims& claims, const Issuing& issuing);

}  // namespace auth

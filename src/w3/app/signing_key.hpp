#pragma once

#include "access/es256_pair.hpp"
#include "base/error.hpp"
#include "w3/app/config.hpp"

namespace w3::app {

/// The pair of `signing.key_file`. Fault::unavailable when it cannot be read, Fault::invalid when
/// it is no key on P-256; the sentence says how to make one.
base::Result<auth::Es256Pair> read_signing_key(const Config& config);

/// Makes the key when its file is not there, for this user alone, and writes the key set beside it
/// for edgvoip. True: it was made.
base::Result<bool> make_signing_key(const Config& config);

}  // namespace w3::app

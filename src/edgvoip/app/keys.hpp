#pragma once

#include "access/verifier.hpp"
#include "base/error.hpp"
#include "edgvoip/app/config.hpp"

#include <memory>

namespace edgvoip::app {

/// The judge of tokens that the configuration describes: `auth.hs256_secret_file` speaks for every
/// tenant, each [[auth.issuer]] for those it lists. Fault::invalid when there is no key at all or
/// one is too short, Fault::unavailable when a file cannot be read.
base::Result<std::shared_ptr<const auth::Verifier>> make_verifier(const Config& config);

}  // namespace edgvoip::app

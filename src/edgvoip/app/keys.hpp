#pragma once

#include "access/verifier.hpp"
#include "base/error.hpp"
#include "edgvoip/app/config.hpp"

#include <memory>
#include <string>

namespace edgvoip::app {

/// The judge of tokens that the configuration describes: `auth.hs256_secret_file` speaks for every
/// tenant, each [[auth.issuer]] for those it lists. Fault::invalid when there is no key at all or
/// one cannot be used, Fault::unavailable when a file cannot be read; the error names setting, file
/// and key.
base::Result<std::shared_ptr<const auth::Verifier>> make_verifier(const Config& config);

/// A key to sign with and who it speaks as.
struct Signer {
    auth::Key key;
    std::string issuer;  ///< for `iss`; empty: none is needed
};

/// The key of `auth.signing_key_file`: a private key as PEM, else a secret for HS256. Where the
/// same configuration accepts its signatures, it has the `kid` and issuer under which it does.
/// Faults as `make_verifier`, and Fault::invalid when no file is set.
base::Result<Signer> make_signer(const Config& config);

}  // namespace edgvoip::app

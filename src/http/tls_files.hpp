#pragma once

#include "base/error.hpp"

#include <string>

namespace http {

/// A server's certificate and its key, as PEM files.
struct TlsFiles {
    std::string certificate;  ///< the server's own first, then those that lead to a known issuer
    std::string key;          ///< without passphrase
};

/// Whether both can be used and belong together. Fault::unavailable when one cannot be read,
/// Fault::invalid when it is something else; the sentence begins with `tls_certificate` or
/// `tls_key` and the path.
base::Result<void> check_tls_files(const TlsFiles& files);

}  // namespace http

#pragma once

#include "base/error.hpp"
#include "http/tls_files.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace http {

using TlsContext = boost::asio::ssl::context;

/// Who a server is under TLS: the certificate and key in force, and how it speaks (RFC 9325): TLS
/// 1.2 and 1.3, OpenSSL's security level 2, HTTP/1.1 alone (ALPN, RFC 7301), no renegotiation, no
/// compression. Any thread.
class TlsIdentity {
public:
    /// Errors as check_tls_files().
    static base::Result<std::unique_ptr<TlsIdentity>> read(TlsFiles files);

    /// For one connection more; it goes on with this whatever is read later.
    std::shared_ptr<TlsContext> current() const;
    /// On failure what was in force stays. Errors as check_tls_files().
    base::Result<void> read_again();

private:
    TlsIdentity(TlsFiles files, std::shared_ptr<TlsContext> context)
        : files_(std::move(files)), context_(std::move(context)) {}

    const TlsFiles files_;
    mutable std::mutex mutex_;
    std::shared_ptr<TlsContext> context_;
};

}  // namespace http

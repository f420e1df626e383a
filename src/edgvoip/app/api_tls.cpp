#include "edgvoip/app/api_tls.hpp"

namespace edgvoip::app {
namespace {

/// The listener names its files as the keys of `[api]` are named.
base::Result<void> within_api(base::Result<void> checked) {
    if (checked) return checked;
    base::Error error = checked.error();
    error.detail.insert(0, "api.");
    return error;
}

}  // namespace

std::optional<http::TlsFiles> api_tls(const Config& config) {
    if (config.api_tls_certificate.empty()) return std::nullopt;
    return http::TlsFiles{.certificate = config.api_tls_certificate, .key = config.api_tls_key};
}

base::Result<void> check_api_tls(const Config& config) {
    const auto files = api_tls(config);
    return files ? within_api(http::check_tls_files(*files)) : base::Result<void>();
}

base::Result<void> reload_api_tls(http::Server& server) {
    return within_api(server.reload_tls());
}

}  // namespace edgvoip::app

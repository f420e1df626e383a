#include "http/connection/tls_identity.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

namespace http {
namespace {

using boost::system::error_code;

constexpr int security_level_min = 2;

std::string named(std::string_view name, const std::string& path) {
    return std::string(name) + " '" + path + "'";
}

base::Result<void> check_readable(const std::string& name, const std::string& path) {
    if (std::ifstream(path, std::ios::binary)) return {};
    return base::unavailable(name + " cannot be read: " + std::strerror(errno));
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_bytes,
                    const unsigned char* offered, unsigned int offered_bytes, void*) {
    static constexpr std::array<unsigned char, 9> ours = {8,   'h', 't', 't', 'p',
                                                          '/', '1', '.', '1'};
    unsigned char* found = nullptr;
    const int outcome = SSL_select_next_proto(&found, chosen_bytes, ours.data(), ours.size(),
                                              offered, offered_bytes);
    if (outcome != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

void set_rules(TlsContext& context) {
    SSL_CTX* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(
        native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // The system's configuration may ask for more, but not for less.
    if (SSL_CTX_get_security_level(native) < security_level_min)
        SSL_CTX_set_security_level(native, security_level_min);
    // Tickets resume sessions without memory of ours, and idle connections keep no buffers.
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
    // Otherwise OpenSSL would ask for a passphrase at the terminal.
    context.set_password_callback(
        [](std::size_t, TlsContext::password_purpose) { return std::string(); });
}

bool is_mismatch(error_code error) {
    const auto code = static_cast<unsigned long>(error.value());
    return ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH;
}

base::Result<std::shared_ptr<TlsContext>> make_context(const TlsFiles& files) {
    const std::string certificate = named("tls_certificate", files.certificate);
    const std::string key = named("tls_key", files.key);
    for (const auto& [name, path] :
         {std::pair(certificate, files.certificate), std::pair(key, files.key)}) {
        if (const auto checked = check_readable(name, path); !checked) return checked.error();
    }
    auto context = std::make_shared<TlsContext>(TlsContext::tls_server);
    set_rules(*context);
    error_code error;
    context->use_certificate_chain_file(files.certificate, error);
    if (error) {
        return base::invalid(certificate +
                             " is no certificate chain that can be used: " + error.message());
    }
    context->use_private_key_file(files.key, TlsContext::pem, error);
    if (error && !is_mismatch(error)) {
        return base::invalid(key + " is no key without passphrase: " + error.message());
    }
    // A key of another algorithm than the certificate's is found here only.
    if (error || SSL_CTX_check_private_key(context->native_handle()) != 1) {
        ERR_clear_error();
        return base::invalid(key + " does not belong to the first certificate in '" +
                             files.certificate + "'");
    }
    return context;
}

}  // namespace

base::Result<void> check_tls_files(const TlsFiles& files) {
    if (const auto context = make_context(files); !context) return context.error();
    return {};
}

base::Result<std::unique_ptr<TlsIdentity>> TlsIdentity::read(TlsFiles files) {
    auto context = make_context(files);
    if (!context) return context.error();
    return std::unique_ptr<TlsIdentity>(new TlsIdentity(std::move(files), std::move(*context)));
}

std::shared_ptr<TlsContext> TlsIdentity::current() const {
    const std::lock_guard lock(mutex_);
    return context_;
}

base::Result<void> TlsIdentity::read_again() {
    auto context = make_context(files_);
    if (!context) return context.error();
    const std::lock_guard lock(mutex_);
    context_ = std::move(*context);
    return {};
}

}  // namespace http

#pragma once

#include "http/tls_files.hpp"

#include <openssl/ssl.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace http {

/// What OpenSSL's functions free.
template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

/// A certificate and its key in files of their own, which go with it.
class MadeIdentity {
public:
    explicit MadeIdentity(const std::string& name);
    MadeIdentity(const MadeIdentity&) = delete;
    MadeIdentity& operator=(const MadeIdentity&) = delete;
    ~MadeIdentity();

    /// Another one in the same files.
    void make(const std::string& name) const;
    TlsFiles files() const;

private:
    std::filesystem::path folder_;
};

/// A blocking client under TLS, at 127.0.0.1. It believes any certificate.
class TlsWire {
public:
    /// How it introduces itself.
    struct Hello {
        int version_min = TLS1_2_VERSION;
        int version_max = TLS1_3_VERSION;
        std::string protocol = {};  ///< offered by ALPN; empty: none is
    };

    explicit TlsWire(std::uint16_t port);
    TlsWire(std::uint16_t port, const Hello& hello);
    TlsWire(const TlsWire&) = delete;
    TlsWire& operator=(const TlsWire&) = delete;
    ~TlsWire();

    bool is_agreed() const { return agreed_; }
    std::string version() const { return SSL_get_version(stream_.get()); }
    std::string protocol() const;          ///< the one that the server chose
    std::string certificate_name() const;  ///< common name

    bool send(std::string_view bytes);
    /// An answer, head and body, by its Content-Length; what came of it when the connection ended.
    std::string read_answer();
    /// Everything until the connection ends.
    std::string read_to_end();
    /// True when nothing more comes before the end.
    bool ends_here();
    bool ended_well() const { return SSL_get_shutdown(stream_.get()) == SSL_RECEIVED_SHUTDOWN; }
    /// Asks for another handshake, as TLS 1.2 can; whether the server takes part.
    bool renegotiates();

private:
    bool receive();

    int descriptor_;
    std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context_;
    std::unique_ptr<SSL, Freed<SSL_free>> stream_;
    bool agreed_ = false;
    std::string received_;
};

}  // namespace http

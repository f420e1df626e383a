#include "tls_wire.hpp"

#include "base/error.hpp"
#include "base/ids.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http {
namespace {

// Only a hanging test ever waits so long.
constexpr int patience_seconds = 60;

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;

Certificate self_signed(EVP_PKEY* key, const std::string& name) {
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_NAME* const subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(), subject);
    X509_set_pubkey(made.get(), key);
    base::check(X509_sign(made.get(), key, EVP_sha256()) > 0, "a test can sign a certificate");
    return made;
}

int connected(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{patience_seconds, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int result =
        ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    base::check(result == 0, "a test can connect");
    return descriptor;
}

}  // namespace

MadeIdentity::MadeIdentity(const std::string& name)
    : folder_(std::filesystem::temp_directory_path() / base::Uuid::random().text()) {
    std::filesystem::create_directory(folder_);
    make(name);
}

MadeIdentity::~MadeIdentity() {
    std::filesystem::remove_all(folder_);
}

void MadeIdentity::make(const std::string& name) const {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = self_signed(key.get(), name);
    const File certificate_file(std::fopen(files().certificate.c_str(), "w"));
    const File key_file(std::fopen(files().key.c_str(), "w"));
    PEM_write_X509(certificate_file.get(), certificate.get());
    PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

TlsFiles MadeIdentity::files() const {
    return {.certificate = folder_ / "certificate.pem", .key = folder_ / "key.pem"};
}

TlsWire::TlsWire(std::uint16_t port) : TlsWire(port, Hello{}) {}

TlsWire::TlsWire(std::uint16_t port, const Hello& hello)
    : descriptor_(connected(port)),
      context_(SSL_CTX_new(TLS_client_method())),
      stream_(SSL_new(context_.get())) {
    SSL_set_security_level(stream_.get(), 0);
    SSL_set_min_proto_version(stream_.get(), hello.version_min);
    SSL_set_max_proto_version(stream_.get(), hello.version_max);
    if (!hello.protocol.empty()) {
        const std::string offered =
            std::string(1, static_cast<char>(hello.protocol.size())) + hello.protocol;
        SSL_set_alpn_protos(stream_.get(), reinterpret_cast<const unsigned char*>(offered.data()),
                            static_cast<unsigned>(offered.size()));
    }
    SSL_set_fd(stream_.get(), descriptor_);
    ERR_clear_error();
    agreed_ = SSL_connect(stream_.get()) == 1;
}

TlsWire::~TlsWire() {
    ::close(descriptor_);
    ERR_clear_error();
}

std::string TlsWire::protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned bytes = 0;
    SSL_get0_alpn_selected(stream_.get(), &chosen, &bytes);
    return {reinterpret_cast<const char*>(chosen), bytes};
}

std::string TlsWire::certificate_name() const {
    const Certificate certificate(SSL_get1_peer_certificate(stream_.get()));
    std::array<char, 256> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                              name.size());
    return name.data();
}

bool TlsWire::send(std::string_view bytes) {
    ERR_clear_error();
    return SSL_write(stream_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

bool TlsWire::receive() {
    std::array<char, 16384> buffer{};
    ERR_clear_error();
    const int count = SSL_read(stream_.get(), buffer.data(), buffer.size());
    if (count <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

std::string TlsWire::read_answer() {
    constexpr std::string_view length_field = "Content-Length: ";
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
        if (!receive()) return std::exchange(received_, "");
    }
    const std::size_t length_at = received_.find(length_field) + length_field.size();
    const std::size_t whole = end + 4 + std::strtoul(received_.c_str() + length_at, nullptr, 10);
    while (received_.size() < whole) {
        if (!receive()) return std::exchange(received_, "");
    }
    std::string answer = received_.substr(0, whole);
    received_.erase(0, whole);
    return answer;
}

std::string TlsWire::read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, "");
}

bool TlsWire::ends_here() {
    return received_.empty() && !receive();
}

bool TlsWire::renegotiates() {
    ERR_clear_error();
    SSL_renegotiate(stream_.get());
    return SSL_do_handshake(stream_.get()) == 1 && send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") &&
           !read_answer().empty() && SSL_num_renegotiations(stream_.get()) > 0;
}

}  // namespace http

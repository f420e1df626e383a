#include "loopback_pbx.hpp"

#include "base/error.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace edgvoip::source::freeswitch {
namespace {

constexpr int absurdly_long_ms = 60'000;
constexpr int is_waiting_ms = 300;  // too short: the test sees less, and is content too early

bool becomes(int descriptor, short what, int within_ms) {
    pollfd waiting{.fd = descriptor, .events = what, .revents = 0};
    return ::poll(&waiting, 1, within_ms) == 1;
}

int bound_socket(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    base::check(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
                "a port of loopback is free");
    return descriptor;
}

void listen_to(int descriptor) {
    base::check(::listen(descriptor, 16) == 0, "a bound port can be listened to");
}

std::uint16_t port_of(int descriptor) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

}  // namespace

PbxConnection::PbxConnection(PbxConnection&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)) {}

PbxConnection::~PbxConnection() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool PbxConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool PbxConnection::send_byte_by_byte(std::string_view bytes) {
    const int yes = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    for (const char& byte : bytes) {
        if (!send({&byte, 1})) return false;
    }
    return true;
}

std::size_t PbxConnection::send_until_it_waits(std::string_view bytes) {
    std::size_t went = 0;
    while (went < bytes.size() && becomes(descriptor_, POLLOUT, is_waiting_ms)) {
        const ssize_t sent = ::send(descriptor_, bytes.data() + went, bytes.size() - went,
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0 && errno != EAGAIN) return went;
        if (sent > 0) went += static_cast<std::size_t>(sent);
    }
    return went;
}

std::optional<std::string> PbxConnection::command() {
    for (;;) {
        if (const std::size_t end = received_.find("\n\n"); end != std::string::npos) {
            std::string said = received_.substr(0, end);
            received_.erase(0, end + 2);
            return said;
        }
        char room[4096];
        if (!becomes(descriptor_, POLLIN, absurdly_long_ms)) return std::nullopt;
        const ssize_t got = ::recv(descriptor_, room, sizeof room, 0);
        if (got <= 0) return std::nullopt;
        received_.append(room, static_cast<std::size_t>(got));
    }
}

bool PbxConnection::greet() {
    return send(greeting) && command() && send(accepted) && command() && send(subscribed);
}

LoopbackPbx::LoopbackPbx() : descriptor_(bound_socket(0)), port_(port_of(descriptor_)) {
    listen_to(descriptor_);
}

LoopbackPbx::~LoopbackPbx() {
    ::close(descriptor_);
}

std::string LoopbackPbx::address() const {
    return "127.0.0.1:" + std::to_string(port_);
}

PbxConnection LoopbackPbx::accept() const {
    base::check(becomes(descriptor_, POLLIN, absurdly_long_ms), "a client comes");
    const int descriptor = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
    base::check(descriptor >= 0, "it can be accepted");
    return PbxConnection(descriptor);
}

void LoopbackPbx::stop_listening() {
    ::close(descriptor_);
    descriptor_ = bound_socket(port_);
}

void LoopbackPbx::listen_again() const {
    listen_to(descriptor_);
}

std::string event_frame(std::string_view json) {
    return "Content-Length: " + std::to_string(json.size()) +
           "\nContent-Type: text/event-json\n\n" + std::string(json);
}

std::string response_frame(std::string_view body) {
    return "Content-Type: api/response\nContent-Length: " + std::to_string(body.size()) + "\n\n" +
           std::string(body);
}

}  // namespace edgvoip::source::freeswitch

#include "http/listen_socket.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace http {
namespace {

constexpr int backlog = 4096;  // the kernel cuts it to net.core.somaxconn

struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;

    sockaddr* generic() { return reinterpret_cast<sockaddr*>(&storage); }
    sockaddr_in& v4() { return reinterpret_cast<sockaddr_in&>(storage); }
    sockaddr_in6& v6() { return reinterpret_cast<sockaddr_in6&>(storage); }
    bool is_v6() const { return storage.ss_family == AF_INET6; }
    in_port_t& port() { return is_v6() ? v6().sin6_port : v4().sin_port; }
};

std::optional<std::uint16_t> read_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return port;
}

std::optional<Address> read_address(const std::string& listen) {
    const std::size_t colon = listen.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto port = read_port(std::string_view(listen).substr(colon + 1));
    std::string host = listen.substr(0, colon);
    if (!port) return std::nullopt;
    Address address;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        address.storage.ss_family = AF_INET6;
        address.length = sizeof(sockaddr_in6);
        if (inet_pton(AF_INET6, host.c_str(), &address.v6().sin6_addr) != 1) return std::nullopt;
    } else {
        address.storage.ss_family = AF_INET;
        address.length = sizeof(sockaddr_in);
        if (inet_pton(AF_INET, host.c_str(), &address.v4().sin_addr) != 1) return std::nullopt;
    }
    address.port() = htons(*port);
    return address;
}

base::Error cannot_listen(const std::string& listen, int error) {
    std::string why = std::generic_category().message(error);
    if (error == EADDRINUSE) why = "it is in use by another program";
    if (error == EACCES) why = "it is not permitted; ports below 1024 need a privilege";
    if (error == EADDRNOTAVAIL) why = "it is not an address of this machine";
    return base::unavailable("cannot listen at " + listen + ": " + why);
}

bool set_option(const ListenSocket& socket, int level, int option, int value) {
    return setsockopt(socket.descriptor(), level, option, &value, sizeof value) == 0;
}

/// A bound socket; with `shared` the address may be bound by several at once.
base::Result<ListenSocket> bind_socket(Address& address, bool shared, const std::string& listen) {
    const int type = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
    ListenSocket socket(::socket(address.storage.ss_family, type, 0));
    if (socket.descriptor() < 0) return cannot_listen(listen, errno);
    bool ready = set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
    if (shared) ready = ready && set_option(socket, SOL_SOCKET, SO_REUSEPORT, 1);
    if (address.is_v6()) ready = ready && set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (!ready || bind(socket.descriptor(), address.generic(), address.length) != 0) {
        return cannot_listen(listen, errno);
    }
    return socket;
}

}  // namespace

ListenSocket::~ListenSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<ListenSockets> open_listen_sockets(const std::string& listen, int count) {
    std::optional<Address> address = read_address(listen);
    if (!address) {
        return base::invalid(listen +
                             " is not an address and port such as 127.0.0.1:8080 or "
                             "[::1]:8080");
    }
    // Sockets that share an address would join another server's of the same user instead of
    // failing, so the first one asks for the address alone. It stays bound, never listening, until
    // the others have the port.
    auto alone = bind_socket(*address, false, listen);
    if (!alone) return alone.error();
    if (getsockname(alone->descriptor(), address->generic(), &address->length) != 0) {
        return cannot_listen(listen, errno);
    }
    ListenSockets opened;
    opened.is_v6 = address->is_v6();
    opened.port = ntohs(address->port());
    for (int i = 0; i < count; ++i) {
        auto socket = bind_socket(*address, true, listen);
        if (!socket) return socket.error();
        opened.sockets.push_back(std::move(*socket));
    }
    for (const ListenSocket& socket : opened.sockets) {
        if (::listen(socket.descriptor(), backlog) != 0) return cannot_listen(listen, errno);
    }
    return opened;
}

}  // namespace http

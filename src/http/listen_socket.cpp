#include "http/listen_socket.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <optional>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace http {
namespace {

constexpr std::string_view unix_prefix = "unix:";
constexpr int backlog = 4096;  // the kernel cuts it to net.core.somaxconn
constexpr int stream_type = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
constexpr mode_t unix_socket_mode = 0660;

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
    ListenSocket socket(::socket(address.storage.ss_family, stream_type, 0));
    if (socket.descriptor() < 0) return cannot_listen(listen, errno);
    bool ready = set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
    if (shared) ready = ready && set_option(socket, SOL_SOCKET, SO_REUSEPORT, 1);
    if (address.is_v6()) ready = ready && set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (!ready || bind(socket.descriptor(), address.generic(), address.length) != 0) {
        return cannot_listen(listen, errno);
    }
    return socket;
}

base::Result<sockaddr_un> unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        return base::invalid("unix:" + path + " has no path of 1 to " +
                             std::to_string(sizeof address.sun_path - 1) + " bytes");
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

/// Whether the path is a socket that nobody listens at any more.
bool is_left_behind(const sockaddr_un& address) {
    struct stat status{};
    if (lstat(address.sun_path, &status) != 0 || !S_ISSOCK(status.st_mode)) return false;
    const ListenSocket probe(::socket(AF_UNIX, stream_type, 0));
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    return connect(probe.descriptor(), generic, sizeof address) != 0 && errno == ECONNREFUSED;
}

/// The kernel does not spread connections over Unix sockets of one path: all are the same one.
base::Result<ListenSockets> open_unix_sockets(const std::string& listen, const std::string& path,
                                              int count) {
    const auto address = unix_address(path);
    if (!address) return address.error();
    if (is_left_behind(*address)) ::unlink(path.c_str());
    ListenSocket socket(::socket(AF_UNIX, stream_type, 0));
    const auto* generic = reinterpret_cast<const sockaddr*>(&*address);
    // Nobody can connect before it listens, so nobody does with the wrong permissions.
    if (socket.descriptor() < 0 || bind(socket.descriptor(), generic, sizeof *address) != 0) {
        return cannot_listen(listen, errno);
    }
    if (chmod(path.c_str(), unix_socket_mode) != 0 || ::listen(socket.descriptor(), backlog) != 0) {
        const int error = errno;
        ::unlink(path.c_str());
        return cannot_listen(listen, error);
    }
    ListenSockets opened;
    opened.family = AF_UNIX;
    opened.path = path;
    for (int i = 1; i < count; ++i) {
        ListenSocket same(fcntl(socket.descriptor(), F_DUPFD_CLOEXEC, 0));
        if (same.descriptor() < 0) {
            const int error = errno;
            ::unlink(path.c_str());
            return cannot_listen(listen, error);
        }
        opened.sockets.push_back(std::move(same));
    }
    opened.sockets.push_back(std::move(socket));
    return opened;
}

}  // namespace

ListenSocket::~ListenSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<ListenSockets> open_listen_sockets(const std::string& listen, int count) {
    if (listen.starts_with(unix_prefix)) {
        return open_unix_sockets(listen, listen.substr(unix_prefix.size()), count);
    }
    std::optional<Address> address = read_address(listen);
    if (!address) {
        return base::invalid(listen +
                             " is not an address and port such as 127.0.0.1:8080 or "
                             "[::1]:8080, nor unix: and a path");
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
    opened.family = address->storage.ss_family;
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

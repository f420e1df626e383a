#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace http {

/// A listening stream socket; closed when it goes, unless released.
class ListenSocket {
public:
    explicit ListenSocket(int descriptor) : descriptor_(descriptor) {}
    ListenSocket(ListenSocket&& other) noexcept : descriptor_(other.release()) {}
    ListenSocket(const ListenSocket&) = delete;
    ListenSocket& operator=(const ListenSocket&) = delete;
    ListenSocket& operator=(ListenSocket&&) = delete;
    ~ListenSocket();

    int descriptor() const { return descriptor_; }
    /// Gives the descriptor to the caller, who closes it.
    int release() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

/// Several sockets of one address, among which the kernel spreads new connections.
struct ListenSockets {
    std::vector<ListenSocket> sockets;
    int family = 0;          ///< AF_INET, AF_INET6 or AF_UNIX
    std::uint16_t port = 0;  ///< 0 for a Unix socket
    std::string path;        ///< of a Unix socket; whoever closes it last removes it
};

/// Opens `count` sockets at `address:port`, `[v6]:port` or `unix:PATH`; port 0 is any free one. A
/// Unix socket (unix(7)) can be used by its owner and group (0660); one that a dead program left
/// behind is replaced. Fault::invalid when the text is none of these, Fault::unavailable when the
/// address cannot be used.
base::Result<ListenSockets> open_listen_sockets(const std::string& listen, int count);

}  // namespace http

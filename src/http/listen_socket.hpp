#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace http {

/// A listening TCP socket; closed when it goes, unless released.
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
    bool is_v6 = false;
    std::uint16_t port = 0;
};

/// Opens `count` sockets at `address:port` or `[v6]:port`; port 0 is any free one.
/// Fault::invalid when the text is neither, Fault::unavailable when the address cannot be used.
base::Result<ListenSockets> open_listen_sockets(const std::string& listen, int count);

}  // namespace http

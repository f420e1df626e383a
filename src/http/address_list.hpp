#pragma once

#include "base/error.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// A set of IPv4 and IPv6 addresses, given as single ones and CIDR blocks. A value.
class AddressList {
public:
    /// Each entry such as `192.0.2.7`, `10.0.0.0/8` or `2001:db8::/32`. Fault::invalid names the
    /// first that is none, or that has bits set behind its prefix.
    static base::Result<AddressList> parse(const std::vector<std::string>& entries);

    /// Whether an address, without port, is in the list; an IPv4 address mapped into IPv6 counts as
    /// what it is. False for what is no address.
    bool contains(std::string_view address) const;

    bool empty() const { return blocks_.empty(); }

private:
    using Address = std::array<unsigned char, 16>;  // IPv4 mapped into IPv6

    struct Block {
        Address address{};
        unsigned bits = 128;
    };

    static bool read(std::string_view text, Address& address);

    std::vector<Block> blocks_;
};

/// Whether a `listen` text (`address:port`, `[v6]:port`, `unix:PATH`) names what only this machine
/// reaches.
bool is_loopback(std::string_view listen);

}  // namespace http

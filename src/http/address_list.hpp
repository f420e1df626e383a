#pragma once

#include "base/error.hpp"
#include "http/address.hpp"

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
    bool contains(const Address& address) const;

    bool empty() const { return blocks_.empty(); }

private:
    struct Block {
        Address address;
        unsigned bits = 128;
    };

    std::vector<Block> blocks_;
};

/// Whether a `listen` text (`address:port`, `[v6]:port`, `unix:PATH`) names what only this machine
/// reaches.
bool is_loopback(std::string_view listen);

}  // namespace http

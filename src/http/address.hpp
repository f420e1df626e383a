#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string_view>

namespace http {

/// An IP address without port. An IPv4 address is the IPv6 one that it is mapped to (RFC 4291
/// section 2.5.5.2), so that both ways to write it are one. A value.
struct Address {
    std::array<unsigned char, 16> bytes{};

    auto operator<=>(const Address&) const = default;

    /// Reads `192.0.2.7` or `2001:db8::1`, of a link-local address what stands before its interface
    /// (`fe80::1%eth0`, RFC 4007); nothing for anything else.
    static std::optional<Address> parse(std::string_view text);

    /// What one client is known by: an IPv4 address itself; of an IPv6 one its first 64 bits, since
    /// every host has all the addresses behind them.
    Address client() const;
};

}  // namespace http

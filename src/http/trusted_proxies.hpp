#pragma once

#include "http/address_list.hpp"
#include "http/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {

/// The reverse proxies whose word about their clients is taken. A value; any thread.
class TrustedProxies {
public:
    /// Addresses and CIDR blocks, and `unix` for whoever comes through a Unix socket.
    /// Fault::invalid names the first entry that is neither.
    static base::Result<TrustedProxies> parse(std::vector<std::string> entries);

    bool has(std::string_view peer) const;
    const AddressList& addresses() const { return addresses_; }

    /// Who asks: the peer itself unless it is trusted; else the hop that is furthest to the right
    /// in all its X-Forwarded-For fields and not trusted itself. What stands further left was
    /// written by clients and is not looked at. An entry that is no address (with or without a
    /// port) ends the search at the trusted hop that wrote it. An interface behind a hop's address
    /// (`fe80::1%eth0`) is left out.
    std::string client_of(std::string_view peer, const Headers& headers) const;

private:
    AddressList addresses_;
    bool unix_ = false;
};

}  // namespace http

#include "http/trusted_proxies.hpp"

#include "http/ascii.hpp"

#include <algorithm>
#include <utility>

namespace http {
namespace {

constexpr std::string_view unix_peer = "unix";

/// `192.0.2.7:4711` and `[2001:db8::1]:4711` without their port and brackets, as some proxies write
/// them.
std::string_view without_port(std::string_view hop) {
    if (hop.starts_with('[')) return hop.substr(1, hop.find(']') - 1);
    const std::size_t colon = hop.find(':');
    const bool has_port = colon != std::string_view::npos && colon == hop.rfind(':');
    return has_port ? hop.substr(0, colon) : hop;
}

/// Every hop, the nearest first.
std::vector<std::string_view> hops_of(const Headers& headers) {
    std::vector<std::string_view> hops;
    for (const auto& [name, value] : headers) {
        if (!same_ignoring_case(name, "X-Forwarded-For")) continue;
        const std::string_view field = value;
        for (std::size_t at = 0; at <= field.size();) {
            const std::size_t end = std::min(field.find(',', at), field.size());
            hops.push_back(without_port(without_spaces(field.substr(at, end - at))));
            at = end + 1;
        }
    }
    std::reverse(hops.begin(), hops.end());
    return hops;
}

}  // namespace

base::Result<TrustedProxies> TrustedProxies::parse(std::vector<std::string> entries) {
    TrustedProxies proxies;
    proxies.unix_ = std::erase(entries, unix_peer) > 0;
    auto addresses = AddressList::parse(entries);
    if (!addresses) return addresses.error();
    proxies.addresses_ = std::move(*addresses);
    return proxies;
}

bool TrustedProxies::has(std::string_view peer) const {
    return peer == unix_peer ? unix_ : addresses_.contains(peer);
}

std::string TrustedProxies::client_of(std::string_view peer, const Headers& headers) const {
    std::string_view client = peer;
    if (!has(peer)) return std::string(client);
    for (const std::string_view hop : hops_of(headers)) {
        const auto address = Address::parse(hop);
        if (!address) break;
        // The interface of a link-local address is the proxy's own, and may be any text.
        client = hop.substr(0, hop.find('%'));
        if (!addresses_.contains(*address)) break;
    }
    return std::string(client);
}

}  // namespace http

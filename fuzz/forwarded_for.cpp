// X-Forwarded-For as clients and proxies send it: a field a line.
#include "http/trusted_proxies.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view of_addresses = "0123456789abcdefABCDEF:.";

http::Headers fields_of(std::string_view lines) {
    http::Headers fields;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        fields.emplace_back("X-Forwarded-For", line);
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    }
    return fields;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto proxies =
        http::TrustedProxies::parse({"10.0.0.0/8", "2001:db8::/32", "unix"}).value();
    static const std::string stranger = "198.51.100.9";
    const http::Headers fields = fields_of({reinterpret_cast<const char*>(data), size});

    base::check(proxies.client_of(stranger, fields) == stranger, "a stranger speaks for itself");
    for (const std::string peer : {"10.0.0.7", "unix"}) {
        const std::string client = proxies.client_of(peer, fields);
        base::check(client == peer || http::Address::parse(client), "a client is an address");
        base::check(client == peer || client.find_first_not_of(of_addresses) == std::string::npos,
                    "and no other text");

        // Whatever a client has written, its proxy puts the client's own address behind it.
        http::Headers forwarded = fields;
        forwarded.emplace_back("x-forwarded-for", stranger);
        base::check(proxies.client_of(peer, forwarded) == stranger, "a forged hop is not seen");
        if (fields.empty()) continue;
        forwarded = fields;
        forwarded.back().second += ", " + stranger + ":4711";
        base::check(proxies.client_of(peer, forwarded) == stranger, "nor one in the same field");
        forwarded.back().second += ",10.1.2.3";
        base::check(proxies.client_of(peer, forwarded) == stranger, "nor behind two proxies");
    }
    return 0;
}

#include "http/address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <string>

namespace http {
namespace {

constexpr std::array<unsigned char, 12> mapped_v4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t network_bytes = 8;

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    const std::string terminated(text.substr(0, text.find('%')));
    if (terminated.size() != std::char_traits<char>::length(terminated.c_str())) {
        return std::nullopt;
    }
    Address address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    std::array<unsigned char, 4> v4{};
    if (inet_pton(AF_INET, terminated.c_str(), v4.data()) != 1) return std::nullopt;
    const auto behind = std::copy(mapped_v4.begin(), mapped_v4.end(), address.bytes.begin());
    std::copy(v4.begin(), v4.end(), behind);
    return address;
}

Address Address::client() const {
    Address client = *this;
    if (!std::equal(mapped_v4.begin(), mapped_v4.end(), bytes.begin())) {
        std::fill(client.bytes.begin() + network_bytes, client.bytes.end(),
                  static_cast<unsigned char>(0));
    }
    return client;
}

}  // namespace http

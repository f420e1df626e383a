#include "http/address_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace http {
namespace {

constexpr unsigned v4_in_v6_bits = 96;

bool has_prefix(const std::array<unsigned char, 16>& address,
                const std::array<unsigned char, 16>& prefix, unsigned bits) {
    const unsigned bytes = bits / 8;
    if (!std::equal(prefix.begin(), prefix.begin() + bytes, address.begin())) return false;
    const unsigned rest = bits % 8;
    if (rest == 0) return true;
    const unsigned mask = 0xffU << (8 - rest) & 0xffU;
    return (address[bytes] & mask) == (prefix[bytes] & mask);
}

bool is_clear_behind(const std::array<unsigned char, 16>& address, unsigned bits) {
    for (unsigned bit = bits; bit < 128; ++bit) {
        const unsigned byte = address[bit / 8];
        if ((byte >> (7 - bit % 8) & 1U) != 0) return false;
    }
    return true;
}

}  // namespace

base::Result<AddressList> AddressList::parse(const std::vector<std::string>& entries) {
    AddressList list;
    for (const std::string& entry : entries) {
        const std::size_t slash = entry.find('/');
        const std::string text = entry.substr(0, slash);
        const bool is_v4 = text.find(':') == std::string::npos;
        const unsigned most = is_v4 ? 32 : 128;
        unsigned bits = most;
        bool good = text.find('%') == std::string::npos;  // an interface is no part of a block
        if (slash != std::string::npos) {
            const char* end = entry.data() + entry.size();
            const auto parsed = std::from_chars(entry.data() + slash + 1, end, bits);
            good = good && parsed.ec == std::errc() && parsed.ptr == end && bits <= most;
        }
        const std::optional<Address> address = Address::parse(text);
        if (!good || !address) {
            return base::invalid("'" + entry +
                                 "' is not an address or a block such as 192.0.2.0/24");
        }
        const Block block{*address, is_v4 ? bits + v4_in_v6_bits : bits};
        if (!is_clear_behind(block.address.bytes, block.bits)) {
            return base::invalid("'" + entry + "' has bits set behind its /" +
                                 std::to_string(bits) + ": write the block's first address");
        }
        list.blocks_.push_back(block);
    }
    return list;
}

bool AddressList::contains(std::string_view address) const {
    const std::optional<Address> wanted = Address::parse(address);
    return wanted && contains(*wanted);
}

bool AddressList::contains(const Address& address) const {
    return std::any_of(blocks_.begin(), blocks_.end(), [&address](const Block& block) {
        return has_prefix(address.bytes, block.address.bytes, block.bits);
    });
}

bool is_loopback(std::string_view listen) {
    if (listen.starts_with("unix:")) return true;
    std::string_view address = listen.substr(0, listen.rfind(':'));
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    if (address == "localhost") return true;
    return AddressList::parse({"127.0.0.0/8", "::1"})->contains(address);
}

}  // namespace http

#include "base/ids.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <sys/random.h>

namespace base {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::optional<std::uint8_t> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

bool dash_before(std::size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

}  // namespace

Result<Uuid> Uuid::parse(std::string_view text) {
    const Error malformed = invalid("is not a UUID (8-4-4-4-12 hexadecimal digits)");
    if (text.size() != 36) return malformed;
    Uuid uuid;
    std::size_t at = 0;
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
        if (dash_before(i) && text[at++] != '-') return malformed;
        const auto high = nibble(text[at]);
        const auto low = nibble(text[at + 1]);
        if (!high || !low) return malformed;
        uuid.bytes[i] = static_cast<std::uint8_t>(*high << 4 | *low);
        at += 2;
    }
    return uuid;
}

Uuid Uuid::random() {
    Uuid uuid;
    check(getrandom(uuid.bytes.data(), uuid.bytes.size(), 0) ==
              static_cast<ssize_t>(uuid.bytes.size()),
          "the operating system gives random bytes");
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0f) | 0x40);
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3f) | 0x80);
    return uuid;
}

std::string Uuid::text() const {
    std::string out(36, '-');
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dash_before(i)) ++at;
        out[at++] = hex_digits[bytes[i] >> 4];
        out[at++] = hex_digits[bytes[i] & 0x0f];
    }
    return out;
}

std::string to_hex(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        out += hex_digits[byte >> 4];
        out += hex_digits[byte & 0x0f];
    }
    return out;
}

}  // namespace base

std::size_t std::hash<base::Uuid>::operator()(const base::Uuid& uuid) const noexcept {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, uuid.bytes.data(), 8);
    std::memcpy(&low, uuid.bytes.data() + 8, 8);
    return static_cast<std::size_t>(high * 0x9e3779b97f4a7c15U ^ low);
}

#include "edgvoip/index/packed_id.hpp"

#include "edgvoip/index/mixed_bits.hpp"

#include <algorithm>
#include <array>

namespace edgvoip::index {
namespace {

constexpr std::size_t uuid_length = 36;
using UuidText = std::array<char, uuid_length>;

constexpr bool is_dash(std::size_t at) {
    return at == 8 || at == 13 || at == 18 || at == 23;
}

/// The value of a lower-case hexadecimal digit; 16 for anything else.
std::uint64_t nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint64_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint64_t>(c - 'a') + 10;
    return 16;
}

UuidText spelled(const IdView& id) {
    UuidText text{};
    int digit = 0;
    for (std::size_t at = 0; at < uuid_length; ++at) {
        if (is_dash(at)) {
            text[at] = '-';
            continue;
        }
        const std::uint64_t half = digit < 16 ? id.high : id.low;
        text[at] = "0123456789abcdef"[(half >> (60 - 4 * (digit % 16))) & 15];
        ++digit;
    }
    return text;
}

}  // namespace

IdView IdView::of(std::string_view id) {
    const IdView as_text{.is_uuid = false, .high = 0, .low = 0, .text = id};
    if (id.size() != uuid_length) return as_text;
    IdView uuid{.is_uuid = true, .high = 0, .low = 0, .text = {}};
    int digit = 0;
    for (std::size_t at = 0; at < uuid_length; ++at) {
        if (is_dash(at)) {
            if (id[at] != '-') return as_text;
            continue;
        }
        const std::uint64_t value = nibble(id[at]);
        if (value > 15) return as_text;
        std::uint64_t& half = digit < 16 ? uuid.high : uuid.low;
        half = (half << 4) | value;
        ++digit;
    }
    return uuid;
}

std::strong_ordering compare(const IdView& a, const IdView& b) {
    if (a.is_uuid && b.is_uuid) {
        return a.high != b.high ? a.high <=> b.high : a.low <=> b.low;
    }
    const UuidText a_uuid = a.is_uuid ? spelled(a) : UuidText{};
    const UuidText b_uuid = b.is_uuid ? spelled(b) : UuidText{};
    return (a.is_uuid ? std::string_view(a_uuid.data(), uuid_length) : a.text) <=>
           (b.is_uuid ? std::string_view(b_uuid.data(), uuid_length) : b.text);
}

std::string text_of(const IdView& id) {
    if (!id.is_uuid) return std::string(id.text);
    const UuidText text = spelled(id);
    return {text.data(), text.size()};
}

std::uint64_t hash_of(const IdView& id) {
    if (id.is_uuid) return mixed_bits(id.high ^ mixed_bits(id.low));
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (const char c : id.text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    return mixed_bits(hash);
}

std::uint64_t text_start(const IdView& id) {
    std::uint64_t start = 0;
    for (unsigned at = 0; at < 8; ++at) {
        std::uint64_t byte = 0;
        if (id.is_uuid) {
            byte = static_cast<unsigned char>("0123456789abcdef"[(id.high >> (60 - 4 * at)) & 15]);
        } else if (at < id.text.size()) {
            byte = static_cast<unsigned char>(id.text[at]);
        }
        start = (start << 8) | byte;
    }
    return start;
}

}  // namespace edgvoip::index

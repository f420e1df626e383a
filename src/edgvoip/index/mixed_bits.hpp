#pragma once

#include <cstdint>

namespace edgvoip::index {

/// The value with its bits spread over all of it; different for different values.
constexpr std::uint64_t mixed_bits(std::uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdU;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53U;
    return value ^ (value >> 33);
}

}  // namespace edgvoip::index

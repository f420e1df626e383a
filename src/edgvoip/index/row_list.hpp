#pragma once

#include "edgvoip/index/chunk.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgvoip::index {

/// Numbers of the rows at which a condition holds, without a branch that could be guessed wrong.
class RowList {
public:
    /// Of the rows below `size`; the list is good until the next one is asked for.
    template <class Condition>
    std::span<const std::uint16_t> where(std::size_t size, Condition&& holds) {
        std::size_t count = 0;
        for (std::size_t row = 0; row < size; ++row) {
            rows_[count] = static_cast<std::uint16_t>(row);
            count += static_cast<std::size_t>(holds(row));
        }
        return {rows_.data(), count};
    }

    /// Of the rows that are chosen (1 or 0); quick where few are.
    std::span<const std::uint16_t> of(std::span<const std::uint8_t> chosen) {
        constexpr std::size_t block = 16;
        // Plain pointers: this is where a question about few of many calls spends its time.
        const std::uint8_t* const in = chosen.data();
        std::uint16_t* const out = rows_.data();
        std::size_t count = 0;
        std::size_t row = 0;
        const auto take = [&](std::size_t end) {
            for (; row < end; ++row) {
                out[count] = static_cast<std::uint16_t>(row);
                count += in[row];
            }
        };
        while (row + block <= chosen.size()) {
            unsigned any = 0;
            for (std::size_t at = 0; at < block; ++at)
                any |= in[row + at];
            if (any == 0) {
                row += block;
            } else {
                take(row + block);
            }
        }
        take(chosen.size());
        return {rows_.data(), count};
    }

private:
    std::array<std::uint16_t, Chunk::rows_max> rows_{};
};

}  // namespace edgvoip::index

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

private:
    std::array<std::uint16_t, Chunk::rows_max> rows_{};
};

}  // namespace edgvoip::index

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace edgvoip::index {

/// Numbers of 32 bits, kept in 16 when all of a chunk's fit. Immutable.
class PackedColumn {
public:
    PackedColumn() = default;
    explicit PackedColumn(std::span<const std::uint32_t> values) {
        const auto most = std::max_element(values.begin(), values.end());
        if (most != values.end() && *most > std::numeric_limits<std::uint16_t>::max()) {
            wide_.assign(values.begin(), values.end());
            return;
        }
        narrow_.resize(values.size());
        std::transform(values.begin(), values.end(), narrow_.begin(),
                       [](std::uint32_t value) { return static_cast<std::uint16_t>(value); });
    }

    std::uint32_t operator[](std::size_t row) const {
        return wide_.empty() ? narrow_[row] : wide_[row];
    }

    /// Calls `use` with all values, a span of 16- or of 32-bit numbers.
    template <class Use>
    void visit(Use&& use) const {
        if (wide_.empty()) {
            use(std::span<const std::uint16_t>(narrow_));
        } else {
            use(std::span<const std::uint32_t>(wide_));
        }
    }

    std::size_t bytes() const {
        return narrow_.capacity() * sizeof(std::uint16_t) +
               wide_.capacity() * sizeof(std::uint32_t);
    }

private:
    std::vector<std::uint16_t> narrow_;
    std::vector<std::uint32_t> wide_;
};

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/index/row_list.hpp"
#include "edgvoip/index/row_values.hpp"
#include "edgvoip/index/selection.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgvoip::index {

/// The values of a selection's calls, block by block. Lives no longer than the selection. One
/// thread.
class ValueBlocks {
public:
    ValueBlocks(const Selection& selection, std::int32_t sl_sec)
        : selection_(selection), values_(sl_sec) {}

    /// Calls `use(values)` for the calls that are meant, in the order of starts.
    template <class Use>
    void each(Use&& use) {
        for (const Selection::Slice& slice : selection_.slices())
            each_of(slice, use);
    }

    /// The same for some rows only.
    template <class Use>
    void each_of(const Selection::Slice& slice, Use&& use) {
        const bool is_all = selection_.is_interval();
        const std::span chosen(chosen_.data(), slice.size());
        if (!is_all) selection_.choose(slice, chosen);
        for (std::size_t begin = 0; begin < slice.size(); begin += RowValues::rows_max) {
            const std::size_t size = std::min(slice.size() - begin, RowValues::rows_max);
            const std::size_t first = slice.first + begin;
            if (is_all) {
                values_.load(*slice.chunk, first, first + size);
            } else {
                const auto rows =
                    list_.where(size, [&](std::size_t row) { return chosen[begin + row] != 0; });
                if (rows.empty()) continue;
                values_.load(*slice.chunk, first, rows);
            }
            use(values_);
        }
    }

private:
    const Selection& selection_;
    RowValues values_;
    RowList list_;
    std::array<std::uint8_t, Chunk::rows_max> chosen_{};
};

}  // namespace edgvoip::index

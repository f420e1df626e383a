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

    /// Calls `use(values)` for the calls that are meant among some rows, in the order of starts.
    template <class Use>
    void each_of(const Selection::Slice& slice, Use&& use) {
        if (selection_.is_interval()) return each_row(slice, use);
        const std::span chosen(chosen_.data(), slice.size());
        selection_.choose(slice, chosen);
        const auto rows = list_.of(chosen);
        for (std::size_t begin = 0; begin < rows.size(); begin += RowValues::rows_max) {
            const std::size_t size = std::min(rows.size() - begin, RowValues::rows_max);
            values_.load(*slice.chunk, slice.first, rows.subspan(begin, size));
            use(values_);
        }
    }

private:
    template <class Use>
    void each_row(const Selection::Slice& slice, Use&& use) {
        for (std::size_t first = slice.first; first < slice.last; first += RowValues::rows_max) {
            values_.load(*slice.chunk, first, std::min(first + RowValues::rows_max, slice.last));
            use(values_);
        }
    }

    const Selection& selection_;
    RowValues values_;
    RowList list_;
    std::array<std::uint8_t, Chunk::rows_max> chosen_{};
};

}  // namespace edgvoip::index

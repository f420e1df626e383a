#pragma once

#include "base/limits.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

namespace edgvoip::query {

/// Which part of a list: pages count from 1.
struct PageRequest {
    std::int64_t page = 1;                                     ///< 1…limits::page_max
    std::int64_t page_size = base::limits::page_size_default;  ///< 1…limits::page_size_max

    /// Position of the page's first item, from 0.
    std::int64_t offset() const { return (page - 1) * page_size; }
    /// The last page of a list of so many items; 1 when it is empty.
    std::int64_t last_page(std::int64_t total) const;

    bool operator==(const PageRequest&) const = default;
};

/// One page of a list of which all items are known.
template <class Item>
std::vector<Item> page_of(std::vector<Item> all, const PageRequest& page) {
    const auto total = static_cast<std::int64_t>(all.size());
    const auto first = all.begin() + std::min(page.offset(), total);
    const auto last = all.begin() + std::min(page.offset() + page.page_size, total);
    return {std::make_move_iterator(first), std::make_move_iterator(last)};
}

}  // namespace edgvoip::query

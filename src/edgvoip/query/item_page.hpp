#pragma once

#include "edgvoip/query/page_request.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace edgvoip::query {

/// One page of a list that is made of a tenant's calls.
template <class Item>
struct ItemPage {
    std::vector<Item> items;
    std::int64_t total = 0;       ///< all pages
    std::int64_t change_seq = 0;  ///< the tenant's change that this shows
};

/// That of a list of which all items are known.
template <class Item>
ItemPage<Item> item_page(std::vector<Item> all, const PageRequest& page, std::int64_t change_seq) {
    const auto total = static_cast<std::int64_t>(all.size());
    return {.items = page_of(std::move(all), page), .total = total, .change_seq = change_seq};
}

}  // namespace edgvoip::query

#pragma once

#include "base/ids.hpp"
#include "edgvoip/index/text_list.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

/// A tenant's stores are listed by their UUIDs' 16 bytes.
namespace edgvoip::index {

/// The text of a store in the list; good as long as the id.
inline std::string_view bytes_of(const base::StoreId& store) {
    const auto& bytes = store.uuid.bytes;
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The store at a place of the list; nothing at 0.
inline std::optional<base::StoreId> store_at(const TextList& stores, std::uint32_t place) {
    if (place == 0) return std::nullopt;
    base::StoreId store;
    const std::string_view bytes = stores.text(place);
    std::transform(bytes.begin(), bytes.end(), store.uuid.bytes.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    return store;
}

}  // namespace edgvoip::index

#include "access/packed_stores.hpp"

#include "access/base64url.hpp"
#include "base/limits.hpp"

#include <algorithm>

namespace auth {
namespace {

constexpr std::size_t store_bytes = sizeof(base::Uuid::bytes);

}  // namespace

std::string packed_stores(const std::vector<base::StoreId>& stores) {
    std::string bytes;
    bytes.reserve(stores.size() * store_bytes);
    for (const base::StoreId& store : stores)
        bytes.append(store.uuid.bytes.begin(), store.uuid.bytes.end());
    return encode_base64url(bytes);
}

std::optional<std::vector<base::StoreId>> unpacked_stores(std::string_view text) {
    const auto bytes = decode_base64url(text);
    if (!bytes || bytes->size() % store_bytes != 0) return std::nullopt;
    std::vector<base::StoreId> stores(bytes->size() / store_bytes);
    if (stores.size() > base::limits::token_list_entries_max) return std::nullopt;
    auto next = bytes->begin();
    for (base::StoreId& store : stores) {
        std::copy_n(next, store_bytes, store.uuid.bytes.begin());
        next += store_bytes;
    }
    return stores;
}

}  // namespace auth

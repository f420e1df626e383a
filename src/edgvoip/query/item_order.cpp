#include "edgvoip/query/item_order.hpp"

namespace edgvoip::query {

StoreOrder::StoreOrder(const directory::Tenant& tenant) {
    ranks_.reserve(tenant.stores.size());
    for (const directory::Store& store : tenant.stores)
        ranks_.emplace(store.id, ranks_.size());
}

std::size_t StoreOrder::rank_of(const std::optional<base::StoreId>& store) const {
    if (!store) return ranks_.size() + 1;
    const auto known = ranks_.find(*store);
    return known == ranks_.end() ? ranks_.size() : known->second;
}

bool StoreOrder::operator()(const std::optional<base::StoreId>& left,
                            const std::optional<base::StoreId>& right) const {
    const std::size_t left_rank = rank_of(left);
    const std::size_t right_rank = rank_of(right);
    return left_rank != right_rank ? left_rank < right_rank : left < right;
}

bool ext_before(std::string_view left, std::string_view right) {
    if (left.empty() || right.empty()) return !left.empty();
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

}  // namespace edgvoip::query

#pragma once

#include "edgvoip/directory/directory.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace edgvoip::query {

/// Stores as answers list them: those of the directory in its order, then the others by id, then
/// none at all. Lives no longer than the tenant.
class StoreOrder {
public:
    explicit StoreOrder(const directory::Tenant& tenant);

    /// Whether `left` comes before `right`.
    bool operator()(const std::optional<base::StoreId>& left,
                    const std::optional<base::StoreId>& right) const;

private:
    std::size_t rank_of(const std::optional<base::StoreId>& store) const;

    std::unordered_map<base::StoreId, std::size_t> ranks_;
};

/// Extensions as answers list them: by length, then text, none at all (empty) last. Whether `left`
/// comes before `right`.
bool ext_before(std::string_view left, std::string_view right);

}  // namespace edgvoip::query

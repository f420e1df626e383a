#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::query {

/// What the asker may see of a tenant. A call is seen when its store is one of `stores` (or there
/// is no such list) **and** its `ext_number` is one of `exts` (or there is no such list): with
/// both lists it must be in both, with an empty list nothing is seen.
struct Sight {
    std::optional<std::vector<base::StoreId>> stores;
    std::optional<std::vector<std::string>> exts;
    bool masked = false;  ///< the last three digits of outside numbers are hidden

    /// Whether nothing is restricted.
    bool is_everything() const { return !stores && !exts; }
    bool sees(const call::Call& call) const { return sees(call.store, call.ext_number); }
    /// A call of this store (absent: none) and extension (empty: none).
    bool sees(const std::optional<base::StoreId>& store, std::string_view ext) const {
        return lists_store(store) && lists_ext(ext);
    }
    /// A leg of a seen call: an outside party always, a device when its extension is seen.
    bool sees(const call::Leg& leg, const directory::Tenant& tenant) const;
    bool sees(const directory::Extension& extension) const;
    /// A store in `stores`; with `exts`, only one that a seen extension works in.
    bool sees(const directory::Store& store, const directory::Tenant& tenant) const;
    /// The DID of a seen store; a DID of no store only when nothing is restricted.
    bool sees(const directory::Did& did, const directory::Tenant& tenant) const;

private:
    bool lists_store(const std::optional<base::StoreId>& store) const;
    bool lists_ext(std::string_view ext) const;
};

}  // namespace edgvoip::query

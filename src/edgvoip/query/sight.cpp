#include "edgvoip/query/sight.hpp"

#include <algorithm>

namespace edgvoip::query {

bool Sight::lists_store(const std::optional<base::StoreId>& store) const {
    return !stores || (store && std::find(stores->begin(), stores->end(), *store) != stores->end());
}

bool Sight::lists_ext(std::string_view ext) const {
    return !exts || std::find(exts->begin(), exts->end(), ext) != exts->end();
}

bool Sight::sees(const call::Leg& leg, const directory::Tenant& tenant) const {
    if (leg.ext.empty()) return true;
    const directory::Extension* extension = tenant.extension(leg.ext);
    return lists_ext(leg.ext) &&
           lists_store(extension == nullptr ? std::nullopt : extension->store);
}

bool Sight::sees(const directory::Extension& extension) const {
    return lists_store(extension.store) && lists_ext(extension.ext);
}

bool Sight::sees(const directory::Store& store, const directory::Tenant& tenant) const {
    if (!lists_store(store.id)) return false;
    return !exts || std::any_of(tenant.extensions.begin(), tenant.extensions.end(),
                                [&](const directory::Extension& extension) {
                                    return extension.store == store.id && lists_ext(extension.ext);
                                });
}

bool Sight::sees(const directory::Did& did, const directory::Tenant& tenant) const {
    if (!did.store) return is_everything();
    const directory::Store* store = tenant.store(*did.store);
    return store != nullptr && sees(*store, tenant);
}

}  // namespace edgvoip::query

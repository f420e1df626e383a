#include "edgvoip/directory/directory.hpp"

#include "base/folded_text.hpp"
#include "base/phone_number.hpp"

#include <algorithm>

namespace edgvoip::directory {
namespace {

bool matches(std::string_view pattern, std::string_view context) {
    if (pattern.ends_with('*')) return context.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == context;
}

template <class Map, class Key>
const Tenant* at(const std::vector<Tenant>& tenants, const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &tenants[found->second];
}

}  // namespace

const Store* Tenant::store(base::StoreId wanted) const {
    const auto found = std::find_if(stores.begin(), stores.end(),
                                    [wanted](const Store& store) { return store.id == wanted; });
    return found == stores.end() ? nullptr : &*found;
}

const Extension* Tenant::extension(std::string_view ext) const {
    const auto found = extension_at_.find(std::string(ext));
    return found == extension_at_.end() ? nullptr : &extensions[found->second];
}

const Did* Tenant::did(std::string_view as_dialled) const {
    const auto found = did_at_.find(base::digits_of(as_dialled));
    return found == did_at_.end() ? nullptr : &dids[found->second];
}

const Tenant* Directory::by_id(base::TenantId id) const {
    return at(tenants_, by_id_, id);
}

const Tenant* Directory::by_domain(std::string_view sip_domain) const {
    return at(tenants_, by_domain_, base::ascii_lower(sip_domain));
}

const Tenant* Directory::by_account_code(std::string_view account_code) const {
    return at(tenants_, by_account_code_, std::string(account_code));
}

const Tenant* Directory::by_context(std::string_view dialplan_context) const {
    for (const Tenant& tenant : tenants_) {
        for (const std::string& pattern : tenant.pbx_contexts) {
            if (matches(pattern, dialplan_context)) return &tenant;
        }
    }
    return nullptr;
}

const Tenant* Directory::by_did(std::string_view as_dialled) const {
    const auto found = by_did_digits_.find(base::digits_of(as_dialled));
    if (found == by_did_digits_.end() || found->second.size() != 1) return nullptr;
    return &tenants_[found->second.front()];
}

}  // namespace edgvoip::directory

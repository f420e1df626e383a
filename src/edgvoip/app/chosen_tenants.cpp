#include "edgvoip/app/chosen_tenants.hpp"

namespace edgvoip::app {

base::Result<std::vector<const directory::Tenant*>> chosen_tenants(
    const directory::Directory& directory, const std::optional<std::string>& sip_domain) {
    std::vector<const directory::Tenant*> tenants;
    tenants.reserve(directory.tenants().size());
    for (const directory::Tenant& tenant : directory.tenants())
        tenants.push_back(&tenant);
    if (!sip_domain) return tenants;
    const directory::Tenant* const only = directory.by_domain(*sip_domain);
    if (only != nullptr) return std::vector{only};
    return base::invalid("no tenant of the directory has the SIP domain '" + *sip_domain + "'");
}

}  // namespace edgvoip::app

#include "w3/people/tenants.hpp"

#include "base/folded_text.hpp"

#include <algorithm>

namespace w3::people {
namespace {

/// `[v6]:port`, `name:port` or the name alone.
std::string_view without_port(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    const std::size_t bracket = host.rfind(']');
    const bool is_port =
        colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon);
    return is_port ? host.substr(0, colon) : host;
}

}  // namespace

const Tenant* Tenants::by_id(base::TenantId id) const {
    const auto found = std::find_if(tenants_.begin(), tenants_.end(),
                                    [&](const Tenant& tenant) { return tenant.id == id; });
    return found == tenants_.end() ? nullptr : &*found;
}

const Tenant* Tenants::by_domain(std::string_view sip_domain) const {
    const std::string wanted = base::ascii_lower(sip_domain);
    const auto found = std::find_if(tenants_.begin(), tenants_.end(), [&](const Tenant& tenant) {
        return base::ascii_lower(tenant.sip_domain) == wanted;
    });
    return found == tenants_.end() ? nullptr : &*found;
}

const Tenant* Tenants::by_host(std::string_view host) const {
    const std::string wanted = base::ascii_lower(without_port(host));
    for (const Tenant& tenant : tenants_) {
        for (const std::string& name : tenant.hosts) {
            if (base::ascii_lower(name) == wanted) return &tenant;
        }
    }
    return tenants_.size() == 1 ? &tenants_.front() : nullptr;
}

}  // namespace w3::people

#include "w3/app/config_tenants.hpp"

#include "base/folded_text.hpp"
#include "base/time_zone.hpp"

#include <set>
#include <utility>

namespace w3::app {
namespace {

TenantConfig read_tenant(const toml::table& table, program::ConfigFaults& faults) {
    TenantConfig tenant;
    for (const auto& [key, node] : table) {
        const std::string name = "tenant." + std::string(key.str());
        if (key.str() == "tenant_id") {
            program::read_text(node, name, tenant.tenant_id, faults);
        } else if (key.str() == "sip_domain") {
            program::read_text(node, name, tenant.sip_domain, faults);
        } else if (key.str() == "name") {
            program::read_text(node, name, tenant.name, faults);
        } else if (key.str() == "timezone") {
            program::read_text(node, name, tenant.timezone, faults);
        } else if (key.str() == "hosts") {
            program::read_list(node, name, "host names", tenant.hosts, faults);
        } else {
            faults.add(node, "'" + name + "' is not a key of the configuration");
        }
    }
    if (tenant.sip_domain.empty() || tenant.tenant_id.empty()) {
        faults.add(table,
                   "a [[tenant]] needs 'tenant_id' and 'sip_domain', as edgvoip's directory");
    }
    return tenant;
}

base::Result<people::Tenant> tenant_of(const TenantConfig& tenant) {
    const std::string where = "the tenant '" + tenant.sip_domain + "'";
    const auto id = base::Uuid::parse(tenant.tenant_id);
    if (!id) return base::within(where + ": tenant_id", id.error());
    const auto zone = base::TimeZone::find(tenant.timezone);
    if (!zone) return base::within(where + ": timezone", zone.error());
    return people::Tenant{.id = {*id},
                          .sip_domain = tenant.sip_domain,
                          .name = tenant.name.empty() ? tenant.sip_domain : tenant.name,
                          .timezone = tenant.timezone,
                          .hosts = tenant.hosts};
}

}  // namespace

void read_tenants(const toml::node& node, Config& config, program::ConfigFaults& faults) {
    program::read_tables(node, "tenant", faults, [&](const toml::table& table) {
        config.tenants.push_back(read_tenant(table, faults));
    });
}

base::Result<people::Tenants> tenants_of(const Config& config) {
    std::vector<people::Tenant> tenants;
    std::set<std::string> taken;
    const auto take = [&taken](const std::string& what) {
        return taken.insert(base::ascii_lower(what)).second;
    };
    for (const TenantConfig& given : config.tenants) {
        auto tenant = tenant_of(given);
        if (!tenant) return tenant.error();
        bool unique = take("id " + tenant->id.uuid.text());
        unique = take("domain " + given.sip_domain) && unique;
        for (const std::string& host : given.hosts)
            unique = take("host " + host) && unique;
        if (!unique) {
            return base::invalid("the tenant '" + given.sip_domain +
                                 "' has an id, a domain or a host of another");
        }
        tenants.push_back(std::move(*tenant));
    }
    return people::Tenants(std::move(tenants));
}

}  // namespace w3::app

#include "edgvoip/simulate/simulate.hpp"

#include <boost/json.hpp>

namespace edgvoip::simulate {
namespace {

namespace json = boost::json;

json::array stores_of(const Tenant& tenant) {
    json::array stores;
    for (const Store& store : tenant.stores) {
        stores.push_back({{"store_id", store.id.uuid.text()}, {"name", store.name}});
    }
    return stores;
}

json::array extensions_of(const Tenant& tenant) {
    json::array extensions;
    for (const Extension& extension : tenant.extensions) {
        extensions.push_back({{"ext", extension.ext},
                              {"user_id", extension.user_id},
                              {"display_name", extension.display_name},
                              {"store_id", tenant.stores[extension.store].id.uuid.text()}});
    }
    return extensions;
}

json::array dids_of(const Tenant& tenant) {
    json::array dids;
    for (const Store& store : tenant.stores) {
        dids.push_back({{"did_e164", store.did_e164},
                        {"store_id", store.id.uuid.text()},
                        {"label", "Negozio " + store.name}});
    }
    if (!tenant.central_did_e164.empty()) {
        dids.push_back({{"did_e164", tenant.central_did_e164},
                        {"store_id", nullptr},
                        {"label", "Centralino"}});
    }
    return dids;
}

}  // namespace

std::string directory_json(const Chain& chain) {
    json::array tenants;
    for (const Tenant& tenant : chain.tenants) {
        const json::object settings = {{"sl_sec", 20},        {"contact_min_sec", 0},
                                       {"short_sec", 6},      {"mask_numbers", false},
                                       {"retention_days", 0}, {"recording_url_template", nullptr}};
        tenants.push_back({{"tenant_id", tenant.id.uuid.text()},
                           {"sip_domain", tenant.sip_domain},
                           {"name", tenant.name},
                           {"timezone", "Europe/Rome"},
                           {"country", "IT"},
                           {"pbx_contexts", json::array{tenant.slug + "-*"}},
                           {"account_codes", json::array{tenant.slug}},
                           {"settings", settings},
                           {"stores", stores_of(tenant)},
                           {"extensions", extensions_of(tenant)},
                           {"dids", dids_of(tenant)}});
    }
    return json::serialize(json::object{{"tenants", std::move(tenants)}}) + "\n";
}

}  // namespace edgvoip::simulate

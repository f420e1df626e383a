#include "edgvoip/enrich/tenant_of.hpp"

namespace edgvoip::enrich {
namespace {

using call::LegRecord;
using directory::Directory;
using directory::Tenant;

const Tenant* by_domain(const Directory& directory, const std::string& domain) {
    return domain.empty() ? nullptr : directory.by_domain(domain);
}

const Tenant* by_context(const Directory& directory, const LegRecord& leg) {
    for (const auto& hop : leg.hops) {
        if (hop.context.empty()) continue;
        if (const Tenant* tenant = directory.by_context(hop.context)) return tenant;
    }
    return nullptr;
}

const Tenant* by_did(const Directory& directory, const LegRecord& leg) {
    return leg.hops.empty() ? nullptr : directory.by_did(leg.hops.front().dialled);
}

const Tenant* by_account(const Directory& directory, const LegRecord& leg) {
    return leg.account_code.empty() ? nullptr : directory.by_account_code(leg.account_code);
}

const Tenant* by_rung_phone(const Directory& directory, const CallLegs& legs) {
    for (const LegRecord& leg : legs.all()) {
        if (const Tenant* tenant = by_domain(directory, leg.dialed_domain)) return tenant;
    }
    return nullptr;
}

}  // namespace

const Tenant* tenant_of(const CallLegs& legs, const Directory& directory) {
    const LegRecord& root = legs.root();
    const bool digest = root.into_pbx && !root.auth_user.empty();
    const Tenant* tenant = nullptr;
    if (digest) {
        tenant = by_domain(directory, root.domain_name);
        if (tenant == nullptr) tenant = by_domain(directory, root.auth_realm);
    }
    if (tenant == nullptr && !root.into_pbx) tenant = by_domain(directory, root.dialed_domain);
    if (tenant == nullptr) tenant = by_context(directory, root);
    if (tenant == nullptr && root.into_pbx && !digest) tenant = by_did(directory, root);
    if (tenant == nullptr) tenant = by_account(directory, root);
    if (tenant == nullptr) tenant = by_rung_phone(directory, legs);
    return tenant;
}

}  // namespace edgvoip::enrich

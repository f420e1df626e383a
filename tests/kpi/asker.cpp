#include "asker.hpp"

#include "access/issue.hpp"
#include "server.hpp"

#include <algorithm>

namespace edgvoip::oracle {
namespace {

void sign(Asker& asker, bool full, base::Instant now) {
    auth::Claims claims;
    claims.sip_domain = asker.tenant->sip_domain;
    claims.tenant_id = asker.tenant->id;
    claims.store_ids = asker.stores;
    claims.exts = asker.exts;
    if (full) claims.scopes = {std::string(auth::scope_full_numbers)};
    asker.masked = asker.tenant->settings.mask_numbers && !full;
    const base::Instant issued{now.us - 60 * base::us_per_second};
    asker.token = auth::issue_token(signing_key(), claims, {"edgvoip", issued, 3600}).value();
}

}  // namespace

bool Asker::lists(const std::optional<base::StoreId>& store) const {
    return !stores || (store && std::find(stores->begin(), stores->end(), *store) != stores->end());
}

bool Asker::lists(const std::string& ext) const {
    return !exts || (!ext.empty() && std::find(exts->begin(), exts->end(), ext) != exts->end());
}

bool Asker::sees(const call::Call& call) const {
    return lists(call.store) && lists(call.ext_number);
}

bool Asker::sees(const directory::Extension& extension) const {
    return lists(extension.store) && lists(extension.ext);
}

bool Asker::sees(const directory::Store& store) const {
    if (!lists(store.id)) return false;
    if (!exts) return true;
    for (const directory::Extension& extension : tenant->extensions) {
        if (extension.store == store.id && lists(extension.ext)) return true;
    }
    return false;
}

Asker owner_of(const directory::Tenant& tenant, base::Instant now) {
    Asker asker;
    asker.tenant = &tenant;
    sign(asker, true, now);
    return asker;
}

Asker make_asker(Chance& chance, const Realm& realm, base::Instant now) {
    Asker asker;
    asker.tenant = realm.tenant;
    if (chance.one_in(3)) {
        asker.stores.emplace();
        for (const auto& store : realm.stores) {
            if (store && chance.one_in(2)) asker.stores->push_back(*store);
        }
        if (chance.one_in(6)) asker.stores->clear();
    }
    if (chance.one_in(3)) {
        asker.exts.emplace();
        for (const std::string& ext : realm.exts) {
            if (!chance.one_in(3)) asker.exts->push_back(ext);
        }
        if (chance.one_in(6)) asker.exts->clear();
    }
    sign(asker, chance.one_in(3), now);
    return asker;
}

}  // namespace edgvoip::oracle

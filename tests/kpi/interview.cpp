#include "interview.hpp"

#include "examination.hpp"
#include "random_question.hpp"

namespace edgvoip::oracle {

std::vector<Asker> askers_of(Chance& chance, const Realm& realm, base::Instant now) {
    std::vector<Asker> askers = {owner_of(*realm.tenant, now)};
    for (int n = 0; n < 6; ++n)
        askers.push_back(make_asker(chance, realm, now));
    return askers;
}

std::string interview(Chance& chance, const Server& server, const Realm& realm,
                      const Records& records, const std::vector<Asker>& askers,
                      std::int64_t questions) {
    for (; questions > 0; --questions) {
        const Question question =
            random_question(chance, realm, records.calls(), server.clock().now());
        std::string wrong = examine(server, records, chance.any_of(askers), question, chance);
        if (!wrong.empty()) return wrong;
    }
    return {};
}

Realm realm_around(Chance& chance, const directory::Tenant& tenant,
                   const std::vector<call::Call>& calls) {
    Realm realm;
    realm.tenant = &tenant;
    realm.stores = {std::nullopt, base::StoreId{random_uuid(chance)}};
    for (const directory::Store& store : tenant.stores)
        realm.stores.emplace_back(store.id);
    realm.exts = {"9"};
    for (const directory::Extension& extension : tenant.extensions)
        realm.exts.push_back(extension.ext);
    realm.dids = {"+390612345678"};
    for (const directory::Did& did : tenant.dids)
        realm.dids.push_back(did.did_e164);
    for (int n = 0; n < 5; ++n)
        realm.centres.push_back(calls.empty() ? base::utc_midnight({2026, 10, 25})
                                              : chance.any_of(calls).start);
    return realm;
}

}  // namespace edgvoip::oracle

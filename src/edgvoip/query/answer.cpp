#include "edgvoip/query/answer.hpp"

#include <vector>

namespace edgvoip::query {

base::Result<CallPage> list_calls(CallReader& reader, const directory::Tenant& tenant,
                                  const CallQuestion& question) {
    auto page = reader.page(tenant.id, question.filter, question.order, question.page.offset(),
                            question.page.page_size);
    if (!page) return page;
    for (const call::Call& call : page->calls) {
        base::check(call.tenant == tenant.id, "a list holds the tenant's own calls only");
    }
    return page;
}

base::Result<std::optional<call::Call>> find_call(CallReader& reader,
                                                  const directory::Tenant& tenant,
                                                  const Sight& sight, const base::CallId& id) {
    auto found = reader.find(tenant.id, id);
    if (!found || !*found) return found;
    call::Call& call = **found;
    base::check(call.tenant == tenant.id, "a call found is the tenant's own");
    if (!sight.sees(call)) return std::optional<call::Call>();
    std::erase_if(call.legs, [&](const call::Leg& leg) { return !sight.sees(leg, tenant); });
    return found;
}

base::Result<std::optional<ChangePage>> list_changes(CallReader& reader,
                                                     const directory::Tenant& tenant,
                                                     const Sight& sight, const ChangePlace& place,
                                                     std::int64_t page_size) {
    auto page = reader.changes(tenant.id, {.after = place.after,
                                           .removals_after = place.removals_after,
                                           .limit = page_size,
                                           .scope_stores = sight.stores,
                                           .scope_exts = sight.exts});
    if (!page || !*page) return page;
    for (const call::Call& call : (*page)->calls) {
        base::check(call.tenant == tenant.id && sight.sees(call),
                    "changes are of the tenant's own calls that the asker may see");
    }
    return page;
}

}  // namespace edgvoip::query

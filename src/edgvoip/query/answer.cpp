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

}  // namespace edgvoip::query

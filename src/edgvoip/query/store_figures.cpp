#include "edgvoip/query/store_figures.hpp"

#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/query/item_order.hpp"
#include "edgvoip/query/kpi_version.hpp"

#include <map>
#include <utility>

namespace edgvoip::query {

base::Result<StorePage> figures_by_store(const Sources& sources, const directory::Tenant& tenant,
                                         const Sight& sight, const KpiQuestion& question,
                                         const PageRequest& page) {
    const auto version = kpi_version(sources, tenant);
    if (!version) return version.error();
    std::map<std::optional<base::StoreId>, StoreFigures, StoreOrder> found{StoreOrder(tenant)};
    for (const directory::Store& store : tenant.stores) {
        if (sight.sees(store, tenant)) found[store.id];
    }
    for (const index::StoreGroup& group :
         index::groups_by_store(**version, question.filter, tenant.settings.sl_sec)) {
        found[group.store].sums = group.group.sums;
    }
    for (const index::StoreDue& due : index::callbacks_due_by_store(**version, question.filter))
        found[due.store].callbacks_due = due.callers;

    std::vector<StoreFigures> items;
    items.reserve(found.size());
    for (auto& [store, figures] : found) {
        figures.store = store;
        const directory::Store* known = store ? tenant.store(*store) : nullptr;
        if (known != nullptr) figures.name = known->name;
        items.push_back(std::move(figures));
    }
    return item_page(std::move(items), page, (*version)->change_seq());
}

}  // namespace edgvoip::query

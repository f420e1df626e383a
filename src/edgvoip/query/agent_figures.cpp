#include "edgvoip/query/agent_figures.hpp"

#include "edgvoip/query/item_order.hpp"
#include "edgvoip/query/kpi_version.hpp"

#include <map>
#include <utility>

namespace edgvoip::query {
namespace {

bool works_in_store_asked_for(const directory::Extension& extension,
                              const call::CallFilter& filter) {
    if (filter.without_store) return !extension.store;
    return !filter.store || extension.store == filter.store;
}

}  // namespace

base::Result<AgentPage> figures_by_agent(const Sources& sources, const directory::Tenant& tenant,
                                         const Sight& sight, const KpiQuestion& question,
                                         const PageRequest& page) {
    const auto version = kpi_version(sources, tenant);
    if (!version) return version.error();
    std::map<std::string, Sums, decltype(&ext_before)> found(&ext_before);
    for (const directory::Extension& extension : tenant.extensions) {
        if (sight.sees(extension) && works_in_store_asked_for(extension, question.filter))
            found[extension.ext];
    }
    for (index::ExtGroup& group :
         index::groups_by_ext(**version, question.filter, tenant.settings.sl_sec)) {
        if (!group.ext.empty()) found[std::move(group.ext)] = group.group.sums;
    }

    std::vector<AgentFigures> items;
    items.reserve(found.size());
    for (const auto& [ext, sums] : found)
        items.push_back({.ext = ext, .extension = tenant.extension(ext), .sums = sums});
    return item_page(std::move(items), page, (*version)->change_seq());
}

}  // namespace edgvoip::query

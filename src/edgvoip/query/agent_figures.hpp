#pragma once

#include "edgvoip/query/figures.hpp"
#include "edgvoip/query/item_page.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/sources.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgvoip::query {

struct AgentFigures {
    std::string ext;
    const directory::Extension* extension = nullptr;  ///< null: the directory does not know it
    Sums sums;
};

using AgentPage = ItemPage<AgentFigures>;

/// One item for each extension of the directory that the asker sees (and that works in the store
/// asked for) or that has calls; by length, then text. The tenant outlives the answer. Errors as
/// `kpi_version`.
base::Result<AgentPage> figures_by_agent(const Sources& sources, const directory::Tenant& tenant,
                                         const Sight& sight, const KpiQuestion& question,
                                         const PageRequest& page);

}  // namespace edgvoip::query

#pragma once

#include "edgvoip/query/figures.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/page_request.hpp"
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

struct AgentPage {
    std::vector<AgentFigures> items;
    std::int64_t total = 0;       ///< all pages
    std::int64_t change_seq = 0;  ///< the tenant's change that this shows
};

/// One item for each extension of the directory that the asker sees (and that works in the store
/// asked for) or that has calls; by length, then text. The tenant outlives the answer. Errors as
/// `kpi_version`.
base::Result<AgentPage> figures_by_agent(const Sources& sources, const directory::Tenant& tenant,
                                         const Sight& sight, const KpiQuestion& question,
                                         const PageRequest& page);

}  // namespace edgvoip::query

#pragma once

#include "edgvoip/query/figures.hpp"
#include "edgvoip/query/item_page.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "edgvoip/query/sources.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgvoip::query {

struct StoreFigures {
    std::optional<base::StoreId> store;  ///< absent: calls of no store
    std::string name;                    ///< empty: the directory does not know it
    Sums sums;
    std::int64_t callbacks_due = 0;
};

using StorePage = ItemPage<StoreFigures>;

/// One item for each store of the directory that the asker sees or that has calls, in the
/// directory's order; then the stores that it does not know, by id; then the calls of no store.
/// Errors as `kpi_version`.
base::Result<StorePage> figures_by_store(const Sources& sources, const directory::Tenant& tenant,
                                         const Sight& sight, const KpiQuestion& question,
                                         const PageRequest& page);

}  // namespace edgvoip::query

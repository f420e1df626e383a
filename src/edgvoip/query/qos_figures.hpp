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

/// What calls are put together by; hour and day are of the tenant's zone.
enum class GroupBy { total, hour, day, store, agent };

/// A day without a word; appends a fault for a word that is none.
GroupBy read_group_by(const std::optional<std::string>& word, ParameterFaults& faults);

struct QosQuestion {
    KpiQuestion kpi;
    GroupBy group_by = GroupBy::day;
    PageRequest page;
};

/// The calls of one group; of the keys only that of the grouping means something.
struct QosFigures {
    base::Instant period_start;          ///< hour, day: may be before `from`
    Interval interval;                   ///< hour, day: the period's part of what was asked
    std::optional<base::StoreId> store;  ///< store: absent: calls of no store
    std::string ext;                     ///< agent: empty: calls of no extension
    Group group;
};

/// Only groups that have calls.
using QosPage = ItemPage<QosFigures>;

/// By time; stores and agents as in their own lists, none at all last. Errors as `kpi_version`.
base::Result<QosPage> figures_of_quality(const Sources& sources, const directory::Tenant& tenant,
                                         const QosQuestion& question);

}  // namespace edgvoip::query

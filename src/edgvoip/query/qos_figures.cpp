#include "edgvoip/query/qos_figures.hpp"

#include "edgvoip/query/buckets.hpp"
#include "edgvoip/query/item_order.hpp"
#include "edgvoip/query/kpi_version.hpp"
#include "edgvoip/query/time_groups.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace edgvoip::query {
namespace {

using Items = std::vector<QosFigures>;

constexpr std::array<std::pair<std::string_view, GroupBy>, 5> words = {{
    {"total", GroupBy::total},
    {"hour", GroupBy::hour},
    {"day", GroupBy::day},
    {"store", GroupBy::store},
    {"agent", GroupBy::agent},
}};

QosFigures item_of(const Interval& interval, const Group& group) {
    return {.period_start = interval.from,
            .interval = interval,
            .store = std::nullopt,
            .ext = {},
            .group = group};
}

/// Of all calls as one group.
Items whole(const index::TenantIndex& version, const KpiQuestion& question, std::int32_t sl_sec) {
    const std::array bounds = {question.filter.from, question.filter.to};
    const auto groups = index::groups_by_time(version, question.filter, bounds, sl_sec);
    if (groups.front().sums.calls == 0) return {};
    return {item_of(question.interval(), groups.front())};
}

Items by_time(const index::TenantIndex& version, const directory::Tenant& tenant,
              const KpiQuestion& question, Bucket bucket) {
    Items items;
    for (const TimeGroup& group : groups_with_calls(version, tenant, question.filter, bucket)) {
        items.push_back(item_of(group.asked_part(question.interval()), group.group));
        items.back().period_start = group.period.from;
    }
    return items;
}

Items by_store(const index::TenantIndex& version, const directory::Tenant& tenant,
               const KpiQuestion& question) {
    Items items;
    for (const index::StoreGroup& group :
         index::groups_by_store(version, question.filter, tenant.settings.sl_sec)) {
        items.push_back(item_of(question.interval(), group.group));
        items.back().store = group.store;
    }
    const StoreOrder is_before(tenant);
    std::sort(items.begin(), items.end(), [&](const QosFigures& left, const QosFigures& right) {
        return is_before(left.store, right.store);
    });
    return items;
}

Items by_agent(const index::TenantIndex& version, const KpiQuestion& question,
               std::int32_t sl_sec) {
    Items items;
    for (index::ExtGroup& group : index::groups_by_ext(version, question.filter, sl_sec)) {
        items.push_back(item_of(question.interval(), group.group));
        items.back().ext = std::move(group.ext);
    }
    std::sort(items.begin(), items.end(), [](const QosFigures& left, const QosFigures& right) {
        return ext_before(left.ext, right.ext);
    });
    return items;
}

Items items_of(const index::TenantIndex& version, const directory::Tenant& tenant,
               const QosQuestion& question) {
    switch (question.group_by) {
        case GroupBy::total:
            return whole(version, question.kpi, tenant.settings.sl_sec);
        case GroupBy::hour:
            return by_time(version, tenant, question.kpi, Bucket::hour);
        case GroupBy::day:
            return by_time(version, tenant, question.kpi, Bucket::day);
        case GroupBy::store:
            return by_store(version, tenant, question.kpi);
        case GroupBy::agent:
            return by_agent(version, question.kpi, tenant.settings.sl_sec);
    }
    throw base::Bug("a grouping that does not exist");
}

}  // namespace

GroupBy read_group_by(const std::optional<std::string>& word, ParameterFaults& faults) {
    if (!word) return GroupBy::day;
    for (const auto& [known, group_by] : words) {
        if (known == *word) return group_by;
    }
    faults.push_back({"group_by", "is not `total`, `hour`, `day`, `store` or `agent`"});
    return GroupBy::day;
}

base::Result<QosPage> figures_of_quality(const Sources& sources, const directory::Tenant& tenant,
                                         const QosQuestion& question) {
    const auto version = kpi_version(sources, tenant);
    if (!version) return version.error();
    Items items = items_of(**version, tenant, question);
    return item_page(std::move(items), question.page, (*version)->change_seq());
}

}  // namespace edgvoip::query

#include "edgvoip/query/summary.hpp"

#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/query/kpi_version.hpp"

namespace edgvoip::query {
namespace {

SummaryFigures figures_of(const index::TenantIndex& version, const directory::Tenant& tenant,
                          const SummaryQuestion& question, const call::CallFilter& filter) {
    SummaryFigures figures{.interval = {.from = filter.from, .to = filter.to},
                           .sums = index::sums_of(version, filter, tenant.settings.sl_sec),
                           .callbacks_due = index::callbacks_due(version, filter),
                           .percentiles = std::nullopt};
    if (question.with_percentiles) figures.percentiles = index::percentiles_of(version, filter);
    return figures;
}

}  // namespace

Compare read_compare(const std::optional<std::string>& word, ParameterFaults& faults) {
    if (!word) return Compare::none;
    if (*word != "previous") faults.push_back({"compare", "is not `previous`"});
    return Compare::previous;
}

base::Result<Summary> summarize(const Sources& sources, const directory::Tenant& tenant,
                                const SummaryQuestion& question) {
    const auto version = kpi_version(sources, tenant);
    if (!version) return version.error();
    Summary summary{.now = figures_of(**version, tenant, question, question.kpi.filter),
                    .previous = std::nullopt,
                    .change_seq = (*version)->change_seq()};
    if (question.compare == Compare::previous) {
        call::CallFilter before = question.kpi.filter;
        before.to = before.from;
        before.from.us -= question.kpi.filter.to.us - question.kpi.filter.from.us;
        summary.previous = figures_of(**version, tenant, question, before);
    }
    return summary;
}

}  // namespace edgvoip::query

#include "edgvoip/api/drilldown.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/figures_json.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"
#include "edgvoip/query/store_figures.hpp"

namespace edgvoip::api {
namespace {

void write_item(http::JsonWriter& json, const query::StoreFigures& figures,
                const call::CallFilter& filter, const directory::Tenant& tenant) {
    const query::Sums& sums = figures.sums;
    json.begin_object();
    write_store_id(json, figures.store);
    json.field_or_null("store_name", figures.name);
    json.field("total", sums.calls);
    json.field("answered", sums.answered);
    json.field("missed", sums.missed);
    write_handle_time(json, "aht", sums);
    write_asr(json, sums);
    json.field("callbacks_due", figures.callbacks_due);
    write_ring_time(json, "avg_ring_sec", sums);
    write_avg_mos(json, sums);
    call::CallFilter own = filter;
    own.store = figures.store;
    own.without_store = !figures.store;
    Drilldown(own, tenant.settings.sl_sec)
        .write(json, {{"total", Behind::all},
                      {"answered", Behind::answered},
                      {"missed", Behind::missed},
                      {"aht", Behind::answered},
                      {"asr", Behind::seized},
                      {"callbacks_due", Behind::due},
                      {"avg_ring_sec", Behind::answered},
                      {"avg_mos", Behind::measured}});
    json.end_object();
}

PagedQuestion read(Asking& asking) {
    return {.kpi = asking.read_kpi({}), .page = read_page(asking.parameters)};
}

}  // namespace

http::Answer list_by_store(const ApiContext& context, const http::Request& request,
                           const Visitor& visitor, http::QueryParameters& parameters) {
    const auto make = [&](const query::Sources& sources, const Visitor&,
                          const PagedQuestion& question) -> base::Result<DatedAnswer> {
        const auto page = query::figures_by_store(sources, *visitor.tenant, visitor.sight,
                                                  question.kpi, question.page);
        if (!page) return page.error();
        return figures_list(request, question, *page,
                            [&](http::JsonWriter& json, const query::StoreFigures& figures) {
                                write_item(json, figures, question.kpi.filter, *visitor.tenant);
                            });
    };
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

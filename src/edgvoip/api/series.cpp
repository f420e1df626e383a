#include "edgvoip/query/series.hpp"

#include "edgvoip/api/drilldown.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/figures_json.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"

namespace edgvoip::api {
namespace {

void write_item(http::JsonWriter& json, const query::SeriesItem& item,
                const call::CallFilter& filter, const directory::Tenant& tenant) {
    json.begin_object();
    write_instant(json, "period_start", item.period_start);
    json.field("total", item.sums.calls);
    json.field("answered", item.sums.answered);
    json.field("missed", item.sums.missed);
    write_handle_time(json, "aht", item.sums);
    write_avg_mos(json, item.sums);
    call::CallFilter own = filter;
    own.from = item.interval.from;
    own.to = item.interval.to;
    Drilldown(own, tenant.settings.sl_sec)
        .write(json, {{"total", Behind::all},
                      {"answered", Behind::answered},
                      {"missed", Behind::missed},
                      {"aht", Behind::answered},
                      {"avg_mos", Behind::measured}});
    json.end_object();
}

query::SeriesQuestion read(Asking& asking) {
    const auto words = read_filter_words(asking.parameters, {"store_id", "ext", "direction"});
    return query::read_series_question(words, asking.parameters.text("bucket"),
                                       *asking.visitor.tenant, asking.visitor.sight,
                                       asking.visitor.now, asking.faults);
}

base::Result<DatedAnswer> make(const query::Sources& sources, const Visitor& visitor,
                               const query::SeriesQuestion& question) {
    const auto series = query::series_of(sources, *visitor.tenant, question);
    if (!series) return series.error();
    DatedAnswer made{data_answer(), series->change_seq};
    http::JsonWriter json(made.answer.body);
    json.begin_object();
    json.field("bucket", query::to_string(question.bucket));
    write_interval(json, question.kpi.interval());
    json.key("items");
    json.begin_array();
    for (const query::SeriesItem& item : series->items)
        write_item(json, item, question.kpi.filter, *visitor.tenant);
    json.end_array();
    json.end_object();
    made.answer.items = static_cast<std::int64_t>(series->items.size());
    return made;
}

}  // namespace

http::Answer show_series(const ApiContext& context, const http::Request& request,
                         const Visitor& visitor, http::QueryParameters& parameters) {
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

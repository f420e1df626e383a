#include "edgvoip/query/heatmap.hpp"

#include "edgvoip/api/drilldown.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"

namespace edgvoip::api {
namespace {

struct Question {
    query::KpiQuestion kpi;
};

void write_cells(http::JsonWriter& json, const query::Heatmap& heatmap) {
    for (std::size_t weekday = 0; weekday < query::weekdays; ++weekday) {
        for (std::size_t hour = 0; hour < query::hours_of_day; ++hour) {
            const query::HeatmapCell& cell = heatmap.cells[weekday][hour];
            json.begin_object();
            json.field("weekday", static_cast<int>(weekday) + 1);
            json.field("hour", static_cast<int>(hour));
            json.field("total", cell.total);
            json.field("missed", cell.missed);
            json.end_object();
        }
    }
}

Question read(Asking& asking) {
    return {asking.read_kpi({"store_id", "ext", "direction"})};
}

base::Result<DatedAnswer> make(const query::Sources& sources, const Visitor& visitor,
                               const Question& question) {
    const auto heatmap = query::heatmap_of(sources, *visitor.tenant, question.kpi);
    if (!heatmap) return heatmap.error();
    DatedAnswer made{data_answer(), heatmap->change_seq};
    http::JsonWriter json(made.answer.body);
    json.begin_object();
    write_interval(json, question.kpi.interval());
    json.key("items");
    json.begin_array();
    write_cells(json, *heatmap);
    json.end_array();
    Drilldown(question.kpi.filter, visitor.tenant->settings.sl_sec)
        .write(json, {{"total", Behind::all}, {"missed", Behind::missed}});
    json.end_object();
    return made;
}

}  // namespace

http::Answer show_heatmap(const ApiContext& context, const http::Request& request,
                          const Visitor& visitor, http::QueryParameters& parameters) {
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

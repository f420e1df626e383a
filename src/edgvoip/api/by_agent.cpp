#include "edgvoip/api/drilldown.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/figures_json.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"
#include "edgvoip/query/agent_figures.hpp"

namespace edgvoip::api {
namespace {

void write_agent(http::JsonWriter& json, const query::AgentFigures& figures) {
    const directory::Extension unknown{
        .ext = figures.ext, .user_id = {}, .display_name = {}, .store = std::nullopt};
    const directory::Extension& known = figures.extension != nullptr ? *figures.extension : unknown;
    json.field("ext", figures.ext);
    json.field_or_null("user_id", known.user_id);
    json.field_or_null("display_name", known.display_name);
    write_store_id(json, known.store);
}

void write_item(http::JsonWriter& json, const query::AgentFigures& figures,
                const call::CallFilter& filter, const directory::Tenant& tenant) {
    const query::Sums& sums = figures.sums;
    json.begin_object();
    write_agent(json, figures);
    json.field("total", sums.calls);
    json.field("answered", sums.answered);
    json.field("missed", sums.missed);
    write_handle_time(json, "aht", sums);
    write_avg_mos(json, sums);
    json.field("inbound", sums.of(call::Direction::in));
    json.field("outbound", sums.of(call::Direction::out));
    json.field("internal", sums.of(call::Direction::internal));
    json.field("talk_time_sec", sums.talk_sec);
    call::CallFilter own = filter;
    own.ext = figures.ext;
    Drilldown(own, tenant.settings.sl_sec)
        .write(json, {{"total", Behind::all},
                      {"answered", Behind::answered},
                      {"missed", Behind::missed},
                      {"aht", Behind::answered},
                      {"avg_mos", Behind::measured},
                      {"inbound", Behind::inbound},
                      {"outbound", Behind::outbound},
                      {"internal", Behind::internal},
                      {"talk_time_sec", Behind::answered}});
    json.end_object();
}

PagedQuestion read(Asking& asking) {
    return {.kpi = asking.read_kpi({"store_id"}), .page = read_page(asking.parameters)};
}

}  // namespace

http::Answer list_by_agent(const ApiContext& context, const http::Request& request,
                           const Visitor& visitor, http::QueryParameters& parameters) {
    const auto make = [&](const query::Sources& sources, const Visitor&,
                          const PagedQuestion& question) -> base::Result<DatedAnswer> {
        const auto page = query::figures_by_agent(sources, *visitor.tenant, visitor.sight,
                                                  question.kpi, question.page);
        if (!page) return page.error();
        return figures_list(request, question, *page,
                            [&](http::JsonWriter& json, const query::AgentFigures& figures) {
                                write_item(json, figures, question.kpi.filter, *visitor.tenant);
                            });
    };
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

#include "edgvoip/api/drilldown.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/figures_json.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"
#include "edgvoip/query/qos_figures.hpp"

namespace edgvoip::api {
namespace {

using query::GroupBy;

void write_key(http::JsonWriter& json, const query::QosFigures& figures, GroupBy group_by) {
    switch (group_by) {
        case GroupBy::total:
            return;
        case GroupBy::hour:
        case GroupBy::day:
            write_instant(json, "period_start", figures.period_start);
            return;
        case GroupBy::store:
            write_store_id(json, figures.store);
            return;
        case GroupBy::agent:
            json.field_or_null("ext", figures.ext);
            return;
    }
}

void write_figures(http::JsonWriter& json, const query::Group& group) {
    const query::Sums& sums = group.sums;
    json.field("calls", sums.calls);
    json.field("measured_calls", sums.with_mos);
    write_avg_mos(json, sums);
    write_fixed(json, "min_mos", group.min_mos_centi, 2);
    write_mean(json, "avg_jitter_ms", sums.jitter_tenth_ms, sums.with_jitter, 1);
    write_mean(json, "avg_loss_pct", sums.loss_centi_pct, sums.with_loss, 2);
    json.field("poor_calls", sums.poor);
    write_mos_sources(json, sums);
}

call::CallFilter calls_of(const query::QosFigures& figures, const query::QosQuestion& question) {
    call::CallFilter own = question.kpi.filter;
    own.from = figures.interval.from;
    own.to = figures.interval.to;
    if (question.group_by == GroupBy::store) {
        own.store = figures.store;
        own.without_store = !figures.store;
    }
    if (question.group_by == GroupBy::agent) own.ext = figures.ext;
    return own;
}

void write_item(http::JsonWriter& json, const query::QosFigures& figures,
                const query::QosQuestion& question, const directory::Tenant& tenant) {
    json.begin_object();
    write_key(json, figures, question.group_by);
    write_figures(json, figures.group);
    // No list can be asked for calls of no extension.
    const bool is_listed = question.group_by != GroupBy::agent || !figures.ext.empty();
    const Behind all = is_listed ? Behind::all : Behind::unlisted;
    const Behind measured = is_listed ? Behind::measured : Behind::unlisted;
    const Behind poor = is_listed ? Behind::poor : Behind::unlisted;
    Drilldown(calls_of(figures, question), tenant.settings.sl_sec)
        .write(json, {{"calls", all},
                      {"measured_calls", measured},
                      {"avg_mos", measured},
                      {"min_mos", measured},
                      {"avg_jitter_ms", Behind::unlisted},
                      {"avg_loss_pct", Behind::unlisted},
                      {"poor_calls", poor}});
    json.end_object();
}

query::QosQuestion read(Asking& asking) {
    query::QosQuestion question;
    question.kpi = asking.read_kpi({"store_id", "ext"});
    question.group_by = query::read_group_by(asking.parameters.text("group_by"), asking.faults);
    question.page = read_page(asking.parameters);
    return question;
}

}  // namespace

http::Answer list_qos(const ApiContext& context, const http::Request& request,
                      const Visitor& visitor, http::QueryParameters& parameters) {
    const auto make = [&](const query::Sources& sources, const Visitor&,
                          const query::QosQuestion& question) -> base::Result<DatedAnswer> {
        const auto page = query::figures_of_quality(sources, *visitor.tenant, question);
        if (!page) return page.error();
        return figures_list(request, question, *page,
                            [&](http::JsonWriter& json, const query::QosFigures& figures) {
                                write_item(json, figures, question, *visitor.tenant);
                            });
    };
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

#include "edgvoip/query/summary.hpp"

#include "edgvoip/api/drilldown.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/figures_json.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"

#include <array>

namespace edgvoip::api {
namespace {

using call::MissedReason;

constexpr std::size_t usual_bytes = 6 * 1024;  ///< an answer's; most of them are links

constexpr std::array all_reasons = {
    MissedReason::voicemail,        MissedReason::abandoned_in_queue,
    MissedReason::abandoned_in_ivr, MissedReason::busy,
    MissedReason::no_agent,         MissedReason::failed,
    MissedReason::short_abandoned,  MissedReason::abandoned,
    MissedReason::no_answer};

void write_percentiles(http::JsonWriter& json, std::string_view name,
                       const query::Percentiles& percentiles) {
    json.key(name);
    json.begin_object();
    write_fixed(json, "p50", percentiles.p50, 0);
    write_fixed(json, "p90", percentiles.p90, 0);
    write_fixed(json, "p95", percentiles.p95, 0);
    json.end_object();
}

void write_outcomes(http::JsonWriter& json, const query::SummaryFigures& figures) {
    const query::Sums& sums = figures.sums;
    json.field("total_calls", sums.calls);
    write_rate(json, "answered_rate", sums.answered, sums.calls);
    write_handle_time(json, "avg_handle_time_sec", sums);
    write_ring_time(json, "avg_ring_time_sec", sums);
    write_asr(json, sums);
    json.field("missed_calls", sums.missed);
    json.field("callbacks_due", figures.callbacks_due);
    json.field("answered_calls", sums.answered);
    json.field("inbound_calls", sums.of(call::Direction::in));
    json.field("outbound_calls", sums.of(call::Direction::out));
    json.field("internal_calls", sums.of(call::Direction::internal));
    json.field("no_answer_calls", sums.no_answer);
    json.field("busy_calls", sums.busy);
    json.field("failed_calls", sums.failed);
    write_rate(json, "ner", sums.answered + sums.no_answer + sums.busy, sums.calls);
    write_rate(json, "service_level", sums.in_time, sums.of(call::Direction::in));
}

void write_figures(http::JsonWriter& json, const query::SummaryFigures& figures) {
    const query::Sums& sums = figures.sums;
    write_interval(json, figures.interval);
    write_outcomes(json, figures);
    write_avg_mos(json, sums);
    json.field("measured_calls", sums.with_mos);
    write_mos_sources(json, sums);
    json.field("poor_calls", sums.poor);
    json.field("talk_time_sec", sums.talk_sec);
    json.key("missed_by_reason");
    json.begin_object();
    for (const MissedReason reason : all_reasons)
        json.field(to_string(reason), sums.of(reason));
    json.end_object();
    if (!figures.percentiles) return;
    json.key("percentiles");
    json.begin_object();
    write_percentiles(json, "ring_sec", figures.percentiles->ring_sec);
    write_percentiles(json, "talk_sec", figures.percentiles->talk_sec);
    json.end_object();
}

void write_drilldown(http::JsonWriter& json, const Drilldown& drilldown) {
    json.key("drilldown");
    json.begin_object();
    drilldown.write_members(json, {{"total_calls", Behind::all},
                                   {"answered_rate", Behind::answered},
                                   {"avg_handle_time_sec", Behind::answered},
                                   {"avg_ring_time_sec", Behind::answered},
                                   {"asr", Behind::seized},
                                   {"missed_calls", Behind::missed},
                                   {"callbacks_due", Behind::due},
                                   {"answered_calls", Behind::answered},
                                   {"inbound_calls", Behind::inbound},
                                   {"outbound_calls", Behind::outbound},
                                   {"internal_calls", Behind::internal},
                                   {"no_answer_calls", Behind::no_answer},
                                   {"busy_calls", Behind::busy},
                                   {"failed_calls", Behind::failed},
                                   {"ner", Behind::seized},
                                   {"service_level", Behind::in_time},
                                   {"avg_mos", Behind::measured},
                                   {"measured_calls", Behind::measured},
                                   {"poor_calls", Behind::poor},
                                   {"talk_time_sec", Behind::answered}});
    json.key("missed_by_reason");
    json.begin_object();
    drilldown.write_members(json, all_reasons);
    json.end_object();
    json.end_object();
}

query::SummaryQuestion read(Asking& asking) {
    query::SummaryQuestion question;
    question.kpi = asking.read_kpi({"store_id", "direction"});
    question.with_percentiles = asking.parameters.boolean("percentiles").value_or(false);
    question.compare = query::read_compare(asking.parameters.text("compare"), asking.faults);
    return question;
}

base::Result<DatedAnswer> make(const query::Sources& sources, const Visitor& visitor,
                               const query::SummaryQuestion& question) {
    const auto summary = query::summarize(sources, *visitor.tenant, question);
    if (!summary) return summary.error();
    DatedAnswer made{data_answer(), summary->change_seq};
    made.answer.body.reserve(usual_bytes);
    http::JsonWriter json(made.answer.body);
    json.begin_object();
    write_figures(json, summary->now);
    write_drilldown(json, Drilldown(question.kpi.filter, visitor.tenant->settings.sl_sec));
    if (summary->previous) {
        json.key("previous");
        json.begin_object();
        write_figures(json, *summary->previous);
        json.end_object();
    }
    json.end_object();
    return made;
}

}  // namespace

http::Answer show_summary(const ApiContext& context, const http::Request& request,
                          const Visitor& visitor, http::QueryParameters& parameters) {
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

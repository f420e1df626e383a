#include "base/limits.hpp"
#include "edgvoip/api/call_json.hpp"
#include "edgvoip/api/changes.hpp"
#include "edgvoip/api/door.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/api/problems.hpp"
#include "edgvoip/query/call_question.hpp"
#include "http/problem.hpp"

namespace edgvoip::api {
namespace {

query::CallWords read_words(http::QueryParameters& parameters) {
    constexpr std::int64_t seconds_max = base::limits::parameter_seconds_max;
    constexpr std::int64_t mos_centi_least = 100;
    constexpr std::int64_t mos_centi_most = 500;
    query::CallWords words;
    words.from = parameters.text("from");
    words.to = parameters.text("to");
    words.direction = parameters.text("direction");
    words.disposition = parameters.text("disposition");
    words.missed_reason = parameters.text("missed_reason");
    words.did_e164 = parameters.text("did_e164");
    words.ext = parameters.text("ext");
    words.store_id = parameters.text("store_id");
    words.number = parameters.text("number");
    words.q = parameters.text("q");
    words.min_billsec = parameters.integer("min_billsec", 0, seconds_max);
    words.max_billsec = parameters.integer("max_billsec", 0, seconds_max);
    words.min_ring_sec = parameters.integer("min_ring_sec", 0, seconds_max);
    words.max_ring_sec = parameters.integer("max_ring_sec", 0, seconds_max);
    words.max_mos_centi = parameters.decimal("max_mos", 2, mos_centi_least, mos_centi_most);
    words.has_mos = parameters.boolean("has_mos");
    words.has_recording = parameters.boolean("has_recording");
    words.sort = parameters.text("sort");
    words.page = read_page(parameters);
    return words;
}

}  // namespace

http::Answer list_calls(const ApiContext& context, const http::Request& request) {
    http::QueryParameters parameters(request.query);
    const auto entry = enter(context, request, parameters);
    if (const auto* refusal = std::get_if<http::Answer>(&entry)) return *refusal;
    const auto& visitor = std::get<Visitor>(entry);
    if (parameters.given("updated_since")) {
        return list_changes(context, request, visitor, parameters);
    }

    query::ParameterFaults faults;
    const auto question = query::read_call_question(read_words(parameters), *visitor.tenant,
                                                    visitor.sight, visitor.now, faults);
    reject_all(parameters, faults);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }

    const auto reader = context.reader();
    if (!reader) return store_problem(context, request, reader.error());
    const auto page = query::list_calls(**reader, *visitor.tenant, question);
    if (!page) return store_problem(context, request, page.error());
    return list_answer(request, question.page, page->total, [&](http::JsonWriter& json) {
        for (const call::Call& call : page->calls) {
            write_call(json, call, *visitor.tenant, visitor.sight.masked);
        }
    });
}

}  // namespace edgvoip::api

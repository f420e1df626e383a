#pragma once

#include "edgvoip/api/call_words.hpp"
#include "edgvoip/api/dated_answer.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/query/kpi_question.hpp"
#include "http/problem.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace edgvoip::api {

/// A page of figures over some calls.
struct PagedQuestion {
    query::KpiQuestion kpi;
    query::PageRequest page;
};

/// Somebody's question in the reading.
struct Asking {
    http::QueryParameters& parameters;
    const Visitor& visitor;
    query::ParameterFaults faults;  ///< what only the meaning of the words shows to be wrong

    /// The calls that `from`, `to` and the parameters of these names choose.
    query::KpiQuestion read_kpi(std::initializer_list<std::string_view> names) {
        return query::read_kpi_question(read_filter_words(parameters, names), *visitor.tenant,
                                        visitor.sight, visitor.now, faults);
    }
};

/// The way of every endpoint with figures: the parameters, the answer. `read(asking)`
/// gives the question, whose `kpi` says over which calls; `make(sources, visitor, question)` a
/// Result of DatedAnswer.
template <class Read, class Make>
http::Answer answer_kpi(const ApiContext& context, const http::Request& request,
                        const Visitor& visitor, http::QueryParameters& parameters, const Read& read,
                        const Make& make) {
    Asking asking{.parameters = parameters, .visitor = visitor, .faults = {}};
    const auto question = read(asking);
    reject_all(parameters, asking.faults);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    return dated_answer(
        context, request, visitor, question.kpi.to_given,
        [&](const query::Sources& sources) { return make(sources, visitor, question); });
}

/// One page of a list of figures; `write_item(json, item)` writes each of them.
template <class Question, class Page, class WriteItem>
DatedAnswer figures_list(const http::Request& request, const Question& question, const Page& page,
                         const WriteItem& write_item) {
    ListFrame frame = page_frame(request, question.page, page.total);
    frame.interval = question.kpi.interval();
    const auto write_items = [&](http::JsonWriter& json) {
        for (const auto& item : page.items)
            write_item(json, item);
    };
    DatedAnswer made{list_answer(frame, write_items), page.change_seq};
    made.answer.items = static_cast<std::int64_t>(page.items.size());
    return made;
}

}  // namespace edgvoip::api

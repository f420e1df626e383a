#include "edgvoip/api/call_rows.hpp"
#include "edgvoip/api/call_words.hpp"
#include "edgvoip/api/changes.hpp"
#include "edgvoip/api/cursor.hpp"
#include "edgvoip/api/dated_answer.hpp"
#include "edgvoip/api/door.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/query/call_question.hpp"
#include "http/problem.hpp"

#include <array>
#include <string>
#include <utility>

namespace edgvoip::api {
namespace {

constexpr std::array<std::string_view, 2> part_parameters = {"page", "cursor"};

/// What is asked, and what the other parts of the same list are asked with.
struct Asked {
    query::CallQuestion question;
    std::string query;
    bool is_fixed = false;  ///< the same at any time: the interval does not end now
};

Asked read_page_question(const http::Request& request, const Visitor& visitor,
                         http::QueryParameters& parameters) {
    Asked asked;
    query::ParameterFaults faults;
    asked.question = query::read_call_question(read_call_words(parameters), *visitor.tenant,
                                               visitor.sight, visitor.now, faults);
    reject_all(parameters, faults);
    asked.query = pieces_of(request.query, part_parameters, false);
    asked.is_fixed = asked.question.to_given;
    return asked;
}

/// What stands beside a cursor must be what it was given for.
void reject_others(http::QueryParameters& parameters, http::QueryParameters& cursors_own) {
    const auto compare = [&](std::string_view name) {
        if (!parameters.given(name)) return;
        const auto value = parameters.text(name);
        if (value && value != cursors_own.text(name))
            parameters.reject(name, "is not what the cursor was given for");
    };
    for (const std::string_view name : call_parameters)
        compare(name);
    compare("page_size");
    if (parameters.given("page")) parameters.reject("page", "cannot stand beside cursor");
}

Asked read_cursor_question(const ApiContext& context, const Visitor& visitor,
                           http::QueryParameters& parameters) {
    // All are known, so that nothing but the cursor is found wrong in it.
    static_cast<void>(read_call_words(parameters));
    const auto text = parameters.text("cursor");
    if (!text) return {};
    auto read = read_cursor(*context.seal, visitor.tenant->id, visitor.sight, *text, visitor.now);
    if (const auto* fault = std::get_if<CursorFault>(&read)) {
        parameters.reject("cursor", *fault == CursorFault::stale
                                        ? "is too old, or of another sight: begin again without it"
                                        : "is no `next_cursor` that this tenant was given");
        return {};
    }
    auto& cursor = std::get<Cursor>(read);
    http::QueryParameters own(cursor.query);
    query::ParameterFaults faults;
    Asked asked;
    asked.question = query::read_call_question(read_call_words(own), *visitor.tenant, visitor.sight,
                                               visitor.now, faults);
    if (!faults.empty()) parameters.reject("cursor", "has no meaning any more: begin again");
    reject_others(parameters, own);
    asked.question.filter.from = cursor.from;
    asked.question.filter.to = cursor.to;
    asked.question.place = std::move(cursor.place);
    asked.query = std::move(cursor.query);
    asked.is_fixed = true;
    return asked;
}

ListFrame frame_of(const ApiContext& context, const Visitor& visitor, const http::Request& request,
                   const Asked& asked, const query::CallPage& page) {
    ListFrame frame{.path = request.path,
                    .query = asked.query,
                    .page = asked.question.page,
                    .total = page.total,
                    .next_cursor = std::nullopt,
                    .is_by_cursor = asked.question.place.has_value()};
    if (frame.is_by_cursor) frame.page.page = page.offset / frame.page.page_size + 1;
    if (!page.last) return frame;
    const std::int64_t begun_at =
        asked.question.place ? asked.question.place->begun_at : page.change_seq;
    frame.next_cursor = write_cursor(*context.seal, visitor.tenant->id, visitor.sight,
                                     {.query = asked.query,
                                      .from = asked.question.filter.from,
                                      .to = asked.question.filter.to,
                                      .place = {.behind = *page.last, .begun_at = begun_at}},
                                     visitor.now);
    return frame;
}

http::Answer answer_question(const ApiContext& context, const http::Request& request,
                             const Visitor& visitor, const Asked& asked) {
    const auto make = [&](const query::Sources& sources) -> base::Result<DatedAnswer> {
        const auto page =
            query::list_calls(sources, *visitor.tenant, asked.question, form_for(visitor));
        if (!page) return page.error();
        DatedAnswer made{
            list_answer(frame_of(context, visitor, request, asked, *page),
                        [&](http::JsonWriter& json) { write_rows(json, *page, sources, visitor); }),
            page->change_seq};
        made.answer.items = static_cast<std::int64_t>(page->calls.size());
        return made;
    };
    return dated_answer(context, request, visitor, asked.is_fixed, make);
}

}  // namespace

http::Answer list_calls(const ApiContext& context, const http::Request& request,
                        const Visitor& visitor, http::QueryParameters& parameters) {
    if (parameters.given("updated_since")) {
        return list_changes(context, request, visitor, parameters);
    }
    const Asked asked = parameters.given("cursor")
                            ? read_cursor_question(context, visitor, parameters)
                            : read_page_question(request, visitor, parameters);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    return answer_question(context, request, visitor, asked);
}

}  // namespace edgvoip::api

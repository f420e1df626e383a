#include "edgvoip/api/changes.hpp"

#include "base/limits.hpp"
#include "edgvoip/api/call_json.hpp"
#include "edgvoip/api/call_words.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/api/problems.hpp"
#include "edgvoip/api/sync_token.hpp"
#include "http/problem.hpp"

#include <variant>

namespace edgvoip::api {
namespace {

using Place = std::variant<query::ChangePlace, SyncTokenFault>;

/// The place asked from; a token that is none is rejected.
Place read_place(const ApiContext& context, const Visitor& visitor,
                 http::QueryParameters& parameters) {
    const auto token = parameters.text("updated_since");
    if (!token || *token == "start") return query::ChangePlace{};
    Place place =
        read_sync_token(*context.seal, visitor.tenant->id, visitor.sight, *token, visitor.now);
    const auto* fault = std::get_if<SyncTokenFault>(&place);
    if (fault != nullptr && *fault == SyncTokenFault::not_ours) {
        parameters.reject("updated_since",
                          "is neither `start` nor a `next_token` that this tenant was given");
    }
    return place;
}

void write_page(http::JsonWriter& json, const query::ChangePage& page, const Visitor& visitor,
                std::string_view next_token) {
    json.begin_object();
    json.key("items");
    json.begin_array();
    for (const call::Call& call : page.calls)
        write_call(json, call, *visitor.tenant, visitor.sight.masked);
    json.end_array();
    json.key("removed");
    json.begin_array();
    for (const query::RemovedCall& removed : page.removed) {
        json.begin_object();
        json.field("call_id", removed.id.text);
        json.field("reason", removed.reason);
        json.end_object();
    }
    json.end_array();
    json.field("next_token", next_token);
    json.field("more", page.more);
    json.end_object();
}

}  // namespace

http::Answer list_changes(const ApiContext& context, const http::Request& request,
                          const Visitor& visitor, http::QueryParameters& parameters) {
    // The sync has all calls of the asker's sight, or it could not say which of them no longer
    // belong to the answer.
    const auto exclude = [&parameters](std::string_view name) {
        if (parameters.given(name)) parameters.reject(name, "cannot stand beside updated_since");
    };
    for (const std::string_view name : call_parameters)
        exclude(name);
    exclude("page");
    exclude("cursor");
    const auto page_size = parameters.integer("page_size", 1, base::limits::page_size_max)
                               .value_or(base::limits::page_size_default);
    const Place place = read_place(context, visitor, parameters);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const auto* from = std::get_if<query::ChangePlace>(&place);
    if (from == nullptr) return problem(ProblemKind::sync_token_expired, request);

    const auto sources = context.sources();
    if (!sources) return store_problem(context, request, sources.error());
    const auto page =
        query::list_changes(sources->reader, *visitor.tenant, visitor.sight, *from, page_size);
    if (!page) return store_problem(context, request, page.error());
    if (!*page) return problem(ProblemKind::sync_token_expired, request);

    http::Answer answer = data_answer();
    http::JsonWriter json(answer.body);
    write_page(json, **page, visitor,
               write_sync_token(*context.seal, visitor.tenant->id, visitor.sight,
                                {(*page)->through, (*page)->removals_after}, visitor.now));
    answer.items = static_cast<std::int64_t>((*page)->calls.size());
    return answer;
}

}  // namespace edgvoip::api

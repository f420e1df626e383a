#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/api/call_json.hpp"
#include "edgvoip/api/call_rows.hpp"
#include "edgvoip/api/door.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/etag.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/api/problems.hpp"
#include "http/problem.hpp"

#include <optional>
#include <string>
#include <utility>

namespace edgvoip::api {

http::Answer show_call(const ApiContext& context, const http::Request& request,
                       const Visitor& visitor, http::QueryParameters& parameters) {
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }

    const std::string& id = request.path_value("call_id");
    if (id.size() > base::limits::record_text_bytes_max || !base::is_valid_utf8(id)) {
        return problem(ProblemKind::call_not_found, request);
    }
    const auto sources = context.sources();
    if (!sources) return store_problem(context, request, sources.error());
    const auto now = query::newest_change(*sources, *visitor.tenant);
    if (!now) return problem(ProblemKind::not_ready, request);
    std::optional<query::RowForm> form;
    if (visitor.sight.is_everything()) {
        form = form_for(visitor);
        form->whole = true;
    }
    const auto found = query::find_call(*sources, *visitor.tenant, visitor.sight, {id}, form);
    if (!found) return store_problem(context, request, found.error());
    if (!found->call && found->ready.empty()) return problem(ProblemKind::call_not_found, request);
    std::string etag = etag_of(context, visitor, request, found->change_seq);
    if (client_has(request, etag)) return not_modified(std::move(etag));

    http::Answer answer = data_answer();
    answer.body = found->ready;
    if (found->call) {
        http::JsonWriter json(answer.body);
        write_call_detail(json, *found->call, *visitor.tenant, visitor.sight.masked);
        const query::MadeRow made{id, found->changed, answer.body};
        if (form) query::keep_rows(*sources, *visitor.tenant, *form, found->change_seq, {&made, 1});
    }
    answer.items = 1;
    answer.headers.emplace_back("ETag", std::move(etag));
    return answer;
}

}  // namespace edgvoip::api

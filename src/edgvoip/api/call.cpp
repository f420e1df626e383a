#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/api/call_json.hpp"
#include "edgvoip/api/door.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/api/problems.hpp"
#include "http/problem.hpp"

namespace edgvoip::api {

http::Answer show_call(const ApiContext& context, const http::Request& request) {
    http::QueryParameters parameters(request.query);
    const auto entry = enter(context, request, parameters);
    if (const auto* refusal = std::get_if<http::Answer>(&entry)) return *refusal;
    const auto& visitor = std::get<Visitor>(entry);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }

    const std::string& id = request.path_value("call_id");
    if (id.size() > base::limits::record_text_bytes_max || !base::is_valid_utf8(id)) {
        return problem(ProblemKind::call_not_found, request);
    }
    const auto reader = context.reader();
    if (!reader) return store_problem(context, request, reader.error());
    const auto call = query::find_call(**reader, *visitor.tenant, visitor.sight, {id});
    if (!call) return store_problem(context, request, call.error());
    if (!*call) return problem(ProblemKind::call_not_found, request);

    http::Answer answer = data_answer();
    http::JsonWriter json(answer.body);
    write_call_detail(json, **call, *visitor.tenant, visitor.sight.masked);
    return answer;
}

}  // namespace edgvoip::api

#include "w3/api/audit_row.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/export_json.hpp"
#include "w3/api/export_owner.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/problems.hpp"

namespace w3::api {

http::Answer list_exports(const Context& context, const http::Request&, const Visitor& visitor) {
    const auto exports = context.exports->list(export_owner(visitor.person));
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const exports::Export& entry : exports)
            write_export(json, entry);
        json.end_array();
        json.end_object();
    });
}

http::Answer show_export(const Context& context, const http::Request& request,
                         const Visitor& visitor) {
    const auto found = export_of_path(context, request, visitor);
    if (!found) return problem(ProblemKind::export_not_found, request);
    return json_answer(200, [&](http::JsonWriter& json) { write_export(json, *found); });
}

http::Answer cancel_export(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    if (auto errors = JsonBody(request.body).errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const auto before = export_of_path(context, request, visitor);
    const auto after = before ? context.exports->cancel(before->id, before->owner) : before;
    if (!after) return problem(ProblemKind::export_not_found, request);
    if (after->state != before->state) {
        const auto kept = context.database->write([&](sql::Connection& connection) {
            return store::append_audit(
                connection, visitor.tenant->id,
                audit_row(context, request, visitor.person, "export_cancelled", after->name,
                          std::to_string(after->rows_done) + " rows"));
        });
        if (!kept) return store_problem(context, request, kept.error());
    }
    return json_answer(200, [&](http::JsonWriter& json) { write_export(json, *after); });
}

}  // namespace w3::api

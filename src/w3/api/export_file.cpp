#include "http/file_body.hpp"
#include "w3/api/audit_row.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/export_owner.hpp"
#include "w3/api/problems.hpp"

#include <string>
#include <utility>

namespace w3::api {

http::Answer fetch_export(const Context& context, const http::Request& request,
                          const Visitor& visitor) {
    const auto found = export_of_path(context, request, visitor);
    if (!found) return problem(ProblemKind::export_not_found, request);
    if (found->state != exports::State::done) {
        return problem(ProblemKind::export_not_done, request);
    }
    auto file = http::FileBody::open(context.exports->file_of(found->id));
    // It was forgotten between the two looks.
    if (!file) return problem(ProblemKind::export_not_found, request);
    if (request.method == http::Method::get) {
        const auto kept = context.database->write([&](sql::Connection& connection) {
            return store::append_audit(
                connection, visitor.tenant->id,
                audit_row(context, request, visitor.person, "export_downloaded", found->name,
                          std::to_string(found->rows_done) + " rows"));
        });
        if (!kept) return store_problem(context, request, kept.error());
    }
    http::Answer answer;
    answer.content_type = exports::content_type(found->format);
    answer.headers.emplace_back("Cache-Control", "no-store");
    answer.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + found->name + "\"");
    answer.file = std::move(*file);
    answer.items = found->rows_done;
    return answer;
}

}  // namespace w3::api

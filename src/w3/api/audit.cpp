#include "w3/store/audit.hpp"

#include "http/query_parameters.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/limits.hpp"

#include <utility>
#include <vector>

namespace w3::api {
namespace {

void write_row(http::JsonWriter& json, const store::AuditRow& row) {
    json.begin_object();
    json.field("audit_id", row.id);
    json.field("at", base::to_iso8601(row.at));
    json.field_or_null("person_id", row.person_id ? row.person_id->uuid.text() : std::string());
    json.field_or_null("person_name", row.person_name);
    json.field("what", row.what);
    json.field_or_null("about", row.about);
    json.field_or_null("detail", row.detail);
    json.field("client", row.client);
    json.end_object();
}

store::AuditQuestion read_question(http::QueryParameters& parameters) {
    store::AuditQuestion question;
    question.page = parameters.integer("page", 1, limits::audit_page_max).value_or(1);
    question.page_size = parameters.integer("page_size", 1, limits::audit_page_size_max)
                             .value_or(limits::audit_page_size_default);
    question.what = parameters.text("what");
    if (const auto text = parameters.text("person_id")) {
        const auto id = base::Uuid::parse(*text);
        if (id) {
            question.person_id = people::PersonId{*id};
        } else {
            parameters.reject("person_id", "is not a UUID");
        }
    }
    return question;
}

}  // namespace

http::Answer list_audit(const Context& context, const http::Request& request,
                        const Visitor& visitor) {
    http::QueryParameters parameters(request.query);
    const store::AuditQuestion question = read_question(parameters);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    std::vector<store::AuditRow> rows;
    std::int64_t total = 0;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            const auto counted =
                store::read_audit(connection, visitor.tenant->id, question,
                                  [&rows](const store::AuditRow& row) { rows.push_back(row); });
            if (!counted) return counted.error();
            total = *counted;
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const store::AuditRow& row : rows)
            write_row(json, row);
        json.end_array();
        json.field("page", question.page);
        json.field("page_size", question.page_size);
        json.field("total", total);
        json.end_object();
    });
}

}  // namespace w3::api

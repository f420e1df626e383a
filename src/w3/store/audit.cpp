#include "w3/store/audit.hpp"

#include "w3/store/change.hpp"
#include "w3/store/sql/statements.hpp"

namespace w3::store {
namespace {

sql::Parameter uuid_or_null(const std::optional<people::PersonId>& id) {
    if (!id) return sql::Null();
    return id->uuid;
}

sql::Parameter text_or_null(const std::optional<std::string>& text) {
    if (!text) return sql::Null();
    return std::string_view(*text);
}

AuditRow audit_row_of(const sql::Row& row) {
    AuditRow out;
    out.id = row.integer(0);
    out.at = {row.integer(1)};
    if (!row.is_null(2)) out.person_id = people::PersonId{row.uuid(2)};
    out.person_name = row.text(3);
    out.what = row.text(4);
    out.about = row.text(5);
    out.detail = row.text(6);
    out.client = row.text(7);
    return out;
}

}  // namespace

base::Result<void> append_audit(sql::Connection& connection, base::TenantId tenant,
                                const AuditRow& row) {
    return change(
        connection, statements::audit_insert,
        {tenant.uuid, row.at.us, uuid_or_null(row.person_id), std::string_view(row.person_name),
         std::string_view(row.what), std::string_view(row.about), std::string_view(row.detail),
         std::string_view(row.client)});
}

base::Result<std::int64_t> read_audit(sql::Connection& connection, base::TenantId tenant,
                                      const AuditQuestion& question,
                                      const std::function<void(const AuditRow&)>& on_row) {
    const sql::Parameter person = uuid_or_null(question.person_id);
    const sql::Parameter what = text_or_null(question.what);
    std::int64_t total = 0;
    const auto counted = connection.run(statements::audit_count, {tenant.uuid, person, what},
                                        [&total](const sql::Row& row) { total = row.integer(0); });
    if (!counted) return counted.error();
    const auto ran = connection.run(
        statements::audit_page,
        {tenant.uuid, person, what, question.page_size, (question.page - 1) * question.page_size},
        [&](const sql::Row& row) { on_row(audit_row_of(row)); });
    if (!ran) return ran.error();
    return total;
}

}  // namespace w3::store

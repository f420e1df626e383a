#include "base/limits.hpp"
#include "base/time_zone.hpp"
#include "w3/api/audit_row.hpp"
#include "w3/api/edgvoip.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/export_json.hpp"
#include "w3/api/export_order.hpp"
#include "w3/api/export_owner.hpp"
#include "w3/api/export_query.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/api/reasons.hpp"
#include "w3/reader/json_text.hpp"
#include "w3/store/people.hpp"

#include <boost/json/parse.hpp>

#include <string>
#include <utility>
#include <variant>

namespace w3::api {
namespace {

constexpr std::int64_t retry_seconds = 10;

/// What edgvoip says to a query that it does not take, as what is wrong with the member.
http::Answer refused_query(const http::Response& response, const http::Request& request) {
    std::vector<http::ParameterError> wrongs;
    boost::system::error_code error;
    const auto body = boost::json::parse(response.body, error);
    const auto* errors = error ? nullptr : reader::member(body, "errors");
    if (errors != nullptr && errors->is_array()) {
        for (const auto& each : errors->get_array()) {
            const auto parameter = reader::text_member(each, "parameter");
            const auto reason = reader::text_member(each, "reason");
            wrongs.push_back(wrong("query", Reason::query_refused,
                                   std::string(parameter).append(" ").append(reason)));
        }
    }
    if (wrongs.empty()) wrongs.push_back(wrong("query", Reason::query_refused, "is not taken"));
    return refused_values(std::move(wrongs), request);
}

std::variant<exports::Page, http::Answer> first_page(const Context& context,
                                                     const http::Request& request,
                                                     const Visitor& visitor,
                                                     const std::string& query) {
    constexpr int ok = 200;
    constexpr int bad_request = 400;
    const std::string target = "/api/cdr?" + query + (query.empty() ? "" : "&") +
                               "page_size=" + std::to_string(base::limits::page_size_max);
    auto asked = response_of_edgvoip(context, request, visitor, target, "");
    if (auto* problem = std::get_if<http::Answer>(&asked)) return std::move(*problem);
    auto& response = std::get<http::Response>(asked);
    if (response.status == bad_request) return refused_query(response, request);
    if (response.status != ok) return handed_back(std::move(response));
    auto page = exports::read_page(response.body);
    if (page) return std::move(*page);
    context.observer->event(base::Severity::error, "edgvoip_failed",
                            {{"request_id", std::string_view(request.request_id)},
                             {"detail", std::string_view(page.error().detail)}});
    return problem(ProblemKind::edgvoip_refuses, request);
}

/// Asks as the person who ordered, looked up anew each time: who may no more is told so.
exports::Ask ask_as(const Context& context, const http::Request& request, const Visitor& visitor) {
    return [&context, tenant = visitor.tenant, owner = export_owner(visitor.person),
            client = request.client_address, request_id = request.request_id](
               const std::string& target) -> base::Result<http::Response> {
        std::optional<people::Person> person;
        const auto read =
            context.database->read([&](sql::Connection& connection) -> base::Result<void> {
                auto found = store::find_person(connection, tenant->id, owner.person);
                if (!found) return found.error();
                person = std::move(*found);
                return {};
            });
        if (!read) return read.error();
        if (!person || !person->active || !people::may_of(*person).export_calls ||
            export_owner(*person) != owner) {
            return base::Error{base::Fault::conflict, "the person's rights have changed"};
        }
        return context.reader->get({*tenant, *person, client, request_id}, target, "");
    };
}

/// Puts the end of an export into the audit. The request is over then, so its parts are kept.
exports::Ended audit_end(const Context& context, const http::Request& request,
                         const Visitor& visitor) {
    return [&context, tenant = visitor.tenant->id,
            row = audit_row(context, request, visitor.person, "")](const exports::Export& entry) {
        store::AuditRow told = row;
        told.at = context.clock->now();
        told.what = entry.failure ? "export_failed" : "export_done";
        told.about = entry.name;
        told.detail = std::to_string(entry.rows_done) + " rows";
        if (entry.failure) told.detail.append(", ").append(text_of(*entry.failure).name);
        const auto kept = context.database->write([&](sql::Connection& connection) {
            return store::append_audit(connection, tenant, told);
        });
        if (kept) return;
        const std::string id = entry.id.text();
        context.observer->event(base::Severity::error, "export_end_not_kept",
                                {{"export_id", std::string_view(id)},
                                 {"detail", std::string_view(kept.error().detail)}});
    };
}

base::TimeZone zone_of(const people::Tenant& tenant) {
    const auto zone = base::TimeZone::find(tenant.timezone);
    base::check(zone.has_value(), "the configuration has looked at the tenants' zones");
    return *zone;
}

exports::Export new_export(const Context& context, const Visitor& visitor, const ExportOrder& order,
                           std::int64_t rows_total) {
    const base::Instant now = context.clock->now();
    const QueryInterval interval = interval_of(order.query);
    exports::Export entry;
    entry.id = base::Uuid::random();
    entry.owner = export_owner(visitor.person);
    entry.format = order.format;
    entry.name = exports::file_name(order.format, order.language, {interval.from, interval.to},
                                    zone_of(*visitor.tenant), now);
    entry.created_at = now;
    entry.rows_total = rows_total;
    return entry;
}

}  // namespace

http::Answer start_export(const Context& context, const http::Request& request,
                          const Visitor& visitor) {
    auto read = read_export_order(request);
    if (auto* refusal = std::get_if<http::Answer>(&read)) return std::move(*refusal);
    auto& order = std::get<ExportOrder>(read);
    const auto place = context.exports->take_place(visitor.person.id);
    if (const auto* full = std::get_if<exports::Full>(&place)) {
        return come_again(*full == exports::Full::person ? ProblemKind::too_many_exports
                                                         : ProblemKind::exports_busy,
                          retry_seconds, request);
    }
    auto page = first_page(context, request, visitor, order.query);
    if (auto* refusal = std::get_if<http::Answer>(&page)) return std::move(*refusal);
    auto& first = std::get<exports::Page>(page);

    const exports::Export entry = new_export(context, visitor, order, first.total);
    std::string detail =
        std::string(to_string(entry.format)) + ", " + std::to_string(entry.rows_total) + " rows";
    if (!order.query.empty()) detail += ", " + masked_query(order.query);
    const auto kept = context.database->write([&](sql::Connection& connection) {
        return store::append_audit(
            connection, visitor.tenant->id,
            audit_row(context, request, visitor.person, "export_started", entry.name, detail));
    });
    if (!kept) return store_problem(context, request, kept.error());
    const bool begun = context.exporter->start({.entry = entry,
                                                .columns = std::move(order.columns),
                                                .language = order.language,
                                                .zone = zone_of(*visitor.tenant),
                                                .first_page = std::move(first),
                                                .ask = ask_as(context, request, visitor),
                                                .ended = audit_end(context, request, visitor)});
    if (!begun) return come_again(ProblemKind::exports_busy, retry_seconds, request);
    return json_answer(202, [&](http::JsonWriter& json) { write_export(json, entry); });
}

}  // namespace w3::api

#include "w3/store/searches.hpp"

#include "w3/api/audit_row.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/limits.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace w3::api {
namespace {

void write_search(http::JsonWriter& json, const store::Search& search, const Visitor& visitor) {
    json.begin_object();
    json.field("search_id", search.id.text());
    json.field("name", search.name);
    json.field("query", search.query);
    json.field("shared", search.shared);
    json.field("mine", search.owner == visitor.person.id);
    json.field("owner_name", search.owner_name);
    json.end_object();
}

bool may_remove(const store::Search& search, const Visitor& visitor) {
    return search.owner == visitor.person.id || visitor.person.role == people::Role::admin;
}

}  // namespace

http::Answer list_searches(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    std::vector<store::Search> searches;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto found = store::searches_for(connection, visitor.person);
            if (!found) return found.error();
            searches = std::move(*found);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const store::Search& search : searches)
            write_search(json, search, visitor);
        json.end_array();
        json.end_object();
    });
}

http::Answer save_search(const Context& context, const http::Request& request,
                         const Visitor& visitor) {
    JsonBody body(request.body);
    store::Search search;
    search.id = base::Uuid::random();
    search.owner = visitor.person.id;
    search.owner_name = visitor.person.name;
    search.name = body.text("name", limits::search_name_bytes_max);
    search.query = body.secret("query", limits::search_query_bytes_max);
    search.shared = body.boolean("shared").value_or(false);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const auto kept =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            auto done = store::add_search(connection, visitor.tenant->id, search);
            if (!done) return done;
            return store::append_audit(connection, visitor.tenant->id,
                                       audit_row(context, request, visitor.person, "search_saved",
                                                 search.name, search.shared ? "shared" : ""));
        });
    if (!kept && kept.error().fault == base::Fault::exhausted) {
        return refused_values({wrong("name", Reason::too_many_searches,
                                     "is one too many: remove another search first")},
                              request);
    }
    if (!kept) return store_problem(context, request, kept.error());
    return json_answer(201, [&](http::JsonWriter& json) { write_search(json, search, visitor); });
}

http::Answer remove_search(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    if (auto errors = JsonBody(request.body).errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    const auto id = base::Uuid::parse(request.path_value("search_id"));
    if (!id) return problem(ProblemKind::search_not_found, request);
    bool removed = false;
    const auto kept =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const auto search = store::find_search(connection, visitor.tenant->id, *id);
            if (!search) return search.error();
            removed = *search && may_remove(**search, visitor);
            if (!removed) return {};
            auto done = store::remove_search(connection, visitor.tenant->id, *id);
            if (!done) return done;
            return store::append_audit(
                connection, visitor.tenant->id,
                audit_row(context, request, visitor.person, "search_removed", (*search)->name));
        });
    if (!kept) return store_problem(context, request, kept.error());
    if (!removed) return problem(ProblemKind::search_not_found, request);
    return done_answer();
}

}  // namespace w3::api

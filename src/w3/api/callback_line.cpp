#include "base/limits.hpp"
#include "http/percent_encoding.hpp"
#include "w3/api/callback_sight.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/line.hpp"
#include "w3/api/problems.hpp"
#include "w3/exports/page.hpp"
#include "w3/reader/json_text.hpp"
#include "w3/reader/pace.hpp"

#include <string>
#include <utility>
#include <variant>

namespace w3::api {
namespace {

constexpr int ok = 200;
constexpr std::int64_t retry_seconds = 2;

void tell_failure(const Context& context, const http::Request& request, std::string_view detail) {
    context.observer->event(
        base::Severity::error, "edgvoip_failed",
        {{"request_id", std::string_view(request.request_id)}, {"detail", detail}});
}

/// 503 when edgvoip does not know: the PBX cannot be asked, or it has no live calls.
http::Answer live_unavailable(const http::Response& response, const http::Request& request) {
    const auto wait =
        std::chrono::duration_cast<std::chrono::seconds>(reader::retry_after(response));
    return come_again(ProblemKind::live_unavailable, wait.count(), request);
}

/// The calls with a number that are on in the whole tenant, or why they are not known.
std::variant<std::string, http::Answer> active_calls_of(const Context& context,
                                                        const http::Request& request,
                                                        const people::Tenant& tenant,
                                                        const std::string& number) {
    constexpr int unauthorized = 401;
    const std::string target = "/api/monitor/active-calls?number=" + http::percent_encoded(number) +
                               "&page_size=" + std::to_string(base::limits::page_size_max);
    auto response = context.reader->get_for_itself(tenant, target);
    if (!response) {
        tell_failure(context, request, response.error().detail);
        return come_again(ProblemKind::edgvoip_unavailable, retry_seconds, request);
    }
    if (response->status == unauthorized) {
        tell_failure(context, request, "edgvoip takes no token of W3");
        return come_again(ProblemKind::edgvoip_refuses, retry_seconds, request);
    }
    if (response->status != ok) return live_unavailable(*response, request);
    return std::move(response->body);
}

/// How the tenant's directory calls an extension; empty when it does not say.
base::Result<std::string> name_of(const Context& context, const people::Tenant& tenant,
                                  std::string_view ext) {
    const std::string target =
        "/api/directory/extensions?page_size=" + std::to_string(base::limits::page_size_max);
    std::int64_t seen = 0;
    for (std::int64_t number = 1;; ++number) {
        const auto response =
            context.reader->get_for_itself(tenant, target + "&page=" + std::to_string(number));
        if (!response) return response.error();
        if (response->status != ok) {
            return base::unavailable("edgvoip answered " + std::to_string(response->status));
        }
        const auto page = exports::read_page(response->body);
        if (!page) return page.error();
        for (const auto& item : page->items) {
            if (reader::text_member(item, "ext") != ext) continue;
            return std::string(reader::text_member(item, "display_name"));
        }
        seen += static_cast<std::int64_t>(page->items.size());
        if (page->items.empty() || seen >= page->total) return std::string();
    }
}

/// The extension itself where its name is not known.
std::string shown_name(const Context& context, const http::Request& request,
                       const people::Tenant& tenant, const std::string& ext) {
    if (ext.empty()) return {};
    const auto name = name_of(context, tenant, ext);
    if (!name) tell_failure(context, request, name.error().detail);
    return name && !name->empty() ? *name : ext;
}

void write_line(http::JsonWriter& json, const Line& line, std::string_view name) {
    json.begin_object();
    json.field("on_the_line", true);
    json.field("call_id", line.call_id);
    json.field("state", line.state);
    json.field("since", line.since);
    json.field("direction", line.direction);
    json.key("with");
    if (line.ext.empty()) {
        json.null();
    } else {
        json.begin_object();
        json.field("ext", line.ext);
        json.field("display_name", name);
        json.end_object();
    }
    json.end_object();
}

}  // namespace

http::Answer show_callback_line(const Context& context, const http::Request& request,
                                const Visitor& visitor) {
    std::optional<callbacks::Task> task;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto found = task_of_path(connection, request, visitor);
            if (!found) return found.error();
            task = std::move(*found);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    if (!task) return problem(ProblemKind::callback_not_found, request);
    auto asked = active_calls_of(context, request, *visitor.tenant, task->number);
    if (auto* refusal = std::get_if<http::Answer>(&asked)) return std::move(*refusal);
    const auto line = line_of(std::get<std::string>(asked));
    if (!line) {
        tell_failure(context, request, line.error().detail);
        return come_again(ProblemKind::live_unavailable, retry_seconds, request);
    }
    if (!*line) {
        return json_answer(200, [](http::JsonWriter& json) {
            json.begin_object();
            json.field("on_the_line", false);
            json.end_object();
        });
    }
    const std::string name = shown_name(context, request, *visitor.tenant, (*line)->ext);
    return json_answer(200, [&](http::JsonWriter& json) { write_line(json, **line, name); });
}

}  // namespace w3::api

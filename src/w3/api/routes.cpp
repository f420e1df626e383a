#include "w3/api/routes.hpp"

#include "w3/api/endpoints.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

namespace w3::api {
namespace {

using http::Method;

struct OpenRoute {
    Method method;
    std::string_view pattern;
    OpenEndpoint* endpoint;
};

constexpr auto open_routes = std::to_array<OpenRoute>({
    {Method::get, "/healthz", health},
    {Method::get, "/readyz", readiness},
    {Method::get, "/.well-known/jwks.json", key_set},
    {Method::get, "/w3/login", login_page},
    {Method::post, "/w3/login", log_in},
});

constexpr auto visitor_routes = std::to_array<VisitorRoute>({
    {.method = Method::get,
     .pattern = "/w3/session",
     .endpoint = show_session,
     .before_password_change = true},
    {.method = Method::post,
     .pattern = "/w3/logout",
     .endpoint = log_out,
     .before_password_change = true},
    {.method = Method::post,
     .pattern = "/w3/password",
     .endpoint = change_password,
     .before_password_change = true},
    {.method = Method::post, .pattern = "/w3/me", .endpoint = change_me},
    {.method = Method::get, .pattern = "/w3/searches", .endpoint = list_searches},
    {.method = Method::post, .pattern = "/w3/searches", .endpoint = save_search},
    {.method = Method::post,
     .pattern = "/w3/searches/{search_id}/remove",
     .endpoint = remove_search},
    {.method = Method::get, .pattern = "/w3/people", .endpoint = list_people, .for_admins = true},
    {.method = Method::post, .pattern = "/w3/people", .endpoint = add_person, .for_admins = true},
    {.method = Method::post,
     .pattern = "/w3/people/{person_id}",
     .endpoint = change_person,
     .for_admins = true},
    {.method = Method::post,
     .pattern = "/w3/people/{person_id}/password",
     .endpoint = reset_password,
     .for_admins = true},
    {.method = Method::post,
     .pattern = "/w3/exports",
     .endpoint = start_export,
     .for_exporters = true},
    {.method = Method::get,
     .pattern = "/w3/exports",
     .endpoint = list_exports,
     .for_exporters = true},
    {.method = Method::get,
     .pattern = "/w3/exports/{export_id}",
     .endpoint = show_export,
     .for_exporters = true},
    {.method = Method::post,
     .pattern = "/w3/exports/{export_id}/cancel",
     .endpoint = cancel_export,
     .for_exporters = true},
    {.method = Method::get,
     .pattern = "/w3/exports/{export_id}/file",
     .endpoint = fetch_export,
     .for_exporters = true},
    {.method = Method::get, .pattern = "/w3/callbacks", .endpoint = list_callbacks},
    {.method = Method::post, .pattern = "/w3/callbacks", .endpoint = create_callback},
    {.method = Method::get, .pattern = "/w3/callbacks/counts", .endpoint = count_callbacks},
    {.method = Method::get, .pattern = "/w3/callbacks/events", .endpoint = listen_to_callbacks},
    {.method = Method::get, .pattern = "/w3/callbacks/people", .endpoint = list_callback_people},
    {.method = Method::get, .pattern = "/w3/callbacks/refused", .endpoint = list_refused_calls},
    {.method = Method::get, .pattern = "/w3/callbacks/figures", .endpoint = show_callback_figures},
    {.method = Method::get, .pattern = "/w3/callbacks/rules", .endpoint = show_callback_rules},
    {.method = Method::post,
     .pattern = "/w3/callbacks/settings",
     .endpoint = change_callback_settings,
     .for_admins = true},
    {.method = Method::post,
     .pattern = "/w3/callbacks/hours",
     .endpoint = change_store_hours,
     .for_admins = true},
    {.method = Method::post,
     .pattern = "/w3/callbacks/hours/remove",
     .endpoint = remove_store_hours,
     .for_admins = true},
    {.method = Method::post, .pattern = "/w3/callbacks/assign", .endpoint = assign_callbacks},
    {.method = Method::get,
     .pattern = "/w3/callbacks/of-call/{call_id}",
     .endpoint = show_callback_of_call},
    {.method = Method::get, .pattern = "/w3/callbacks/{task_id}", .endpoint = show_callback},
    {.method = Method::post,
     .pattern = "/w3/callbacks/{task_id}/claim",
     .endpoint = claim_callback},
    {.method = Method::post,
     .pattern = "/w3/callbacks/{task_id}/release",
     .endpoint = release_callback},
    {.method = Method::post,
     .pattern = "/w3/callbacks/{task_id}/assign",
     .endpoint = assign_callback},
    {.method = Method::post, .pattern = "/w3/callbacks/{task_id}/plan", .endpoint = plan_callback},
    {.method = Method::post, .pattern = "/w3/callbacks/{task_id}/tried", .endpoint = try_callback},
    {.method = Method::post, .pattern = "/w3/callbacks/{task_id}/note", .endpoint = note_callback},
    {.method = Method::post,
     .pattern = "/w3/callbacks/{task_id}/close",
     .endpoint = close_callback},
    {.method = Method::post,
     .pattern = "/w3/callbacks/{task_id}/reopen",
     .endpoint = reopen_callback},
    {.method = Method::post, .pattern = "/w3/callbacks/{task_id}/undo", .endpoint = undo_callback},
    {.method = Method::get,
     .pattern = "/w3/callbacks/{task_id}/line",
     .endpoint = show_callback_line},
    {.method = Method::get, .pattern = "/w3/live/events", .endpoint = listen_to_live_calls},
    {.method = Method::get, .pattern = "/w3/audit", .endpoint = list_audit, .for_admins = true},
    {.method = Method::get, .pattern = "/api/{first}", .endpoint = ask_edgvoip},
    {.method = Method::get, .pattern = "/api/{first}/{second}", .endpoint = ask_edgvoip},
    {.method = Method::get, .pattern = "/api/{first}/{second}/{third}", .endpoint = ask_edgvoip},
});

constexpr std::array<std::string_view, 4> password_routes = {
    "/w3/login", "/w3/password", "/w3/people", "/w3/people/{person_id}/password"};

}  // namespace

http::Router make_router(Context context) {
    base::check(context.clock != nullptr && context.observer != nullptr &&
                    context.database != nullptr && context.reader != nullptr &&
                    context.tenants != nullptr && context.exports != nullptr &&
                    context.exporter != nullptr && context.news != nullptr &&
                    context.live != nullptr && context.login_counts != nullptr,
                "the API is given all it needs");
    const auto shared = std::make_shared<const Context>(std::move(context));
    http::Router router;
    for (const OpenRoute& route : open_routes) {
        router.add({route.method}, std::string(route.pattern),
                   [shared, answer = route.endpoint](const http::Request& request) {
                       return answer(*shared, request);
                   });
    }
    for (const VisitorRoute& route : visitor_routes) {
        router.add({route.method}, std::string(route.pattern),
                   [shared, &route](const http::Request& request) {
                       return answer_at_the_door(*shared, request, route);
                   });
    }
    router.on_failure = [shared](const http::Request& request, std::string_view what) {
        shared->observer->event(
            base::Severity::error, "request_failed",
            {{"request_id", std::string_view(request.request_id)}, {"what", what}});
    };
    return router;
}

bool works_on_password(http::Method method, std::string_view route) {
    return method == Method::post && std::find(password_routes.begin(), password_routes.end(),
                                               route) != password_routes.end();
}

}  // namespace w3::api

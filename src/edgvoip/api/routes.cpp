#include "edgvoip/api/routes.hpp"

#include "edgvoip/api/endpoints.hpp"

#include <memory>
#include <string>
#include <utility>

namespace edgvoip::api {
namespace {

constexpr TenantRoute tenant_routes[] = {
    {"/api/cdr", list_calls},
    {"/api/cdr/{call_id}", show_call},
    {"/api/analytics/summary", show_summary},
    {"/api/analytics/by-store", list_by_store},
    {"/api/analytics/by-agent", list_by_agent},
    {"/api/analytics/missed", list_missed},
    {"/api/analytics/qos", list_qos},
    {"/api/analytics/series", show_series},
    {"/api/analytics/heatmap", show_heatmap},
    {"/api/analytics/definitions", list_definitions},
    {"/api/monitor/active-calls", list_active_calls},
    {"/api/directory/stores", list_stores},
    {"/api/directory/extensions", list_extensions},
    {"/api/directory/dids", list_dids},
};

constexpr std::pair<const char*, OpenEndpoint*> open_routes[] = {
    {"/api/openapi.json", contract}, {"/docs", docs_page},
    {"/docs/{file}", docs_file},     {"/healthz", health},
    {"/readyz", readiness},
};

}  // namespace

http::Router make_router(ApiContext context) {
    base::check(context.clock != nullptr && context.observer != nullptr &&
                    context.seal != nullptr && context.tenants != nullptr &&
                    context.bad_tokens != nullptr && context.directory && context.verifier &&
                    context.sources && context.readiness,
                "the API is given all it needs");
    const auto shared = std::make_shared<const ApiContext>(std::move(context));
    http::Router router;
    for (const TenantRoute& route : tenant_routes) {
        router.add({http::Method::get}, std::string(route.pattern),
                   [shared, &route](const http::Request& request) {
                       return answer_at_the_door(*shared, request, route);
                   });
    }
    for (const auto& [pattern, endpoint] : open_routes) {
        router.add({http::Method::get}, pattern,
                   [shared, answer = endpoint](const http::Request& request) {
                       return answer(*shared, request);
                   });
    }
    router.on_failure = [shared](const http::Request& request, std::string_view what) {
        shared->observer->event(
            base::Severity::error, "request_failed",
            {{"request_id", std::string_view(request.request_id)}, {"what", what}});
    };
    return router;
}

}  // namespace edgvoip::api

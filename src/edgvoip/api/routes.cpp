#include "edgvoip/api/routes.hpp"

#include "edgvoip/api/endpoints.hpp"

#include <memory>
#include <utility>

namespace edgvoip::api {

http::Router make_router(ApiContext context) {
    base::check(context.clock != nullptr && context.observer != nullptr &&
                    context.seal != nullptr && context.directory && context.verifier &&
                    context.sources && context.readiness,
                "the API is given all it needs");
    using Endpoint = http::Answer (*)(const ApiContext&, const http::Request&);
    constexpr std::pair<const char*, Endpoint> routes[] = {
        {"/api/cdr", list_calls},
        {"/api/cdr/{call_id}", show_call},
        {"/api/directory/stores", list_stores},
        {"/api/directory/extensions", list_extensions},
        {"/api/directory/dids", list_dids},
        {"/api/openapi.json", contract},
        {"/docs", docs_page},
        {"/docs/{file}", docs_file},
        {"/healthz", health},
        {"/readyz", readiness},
    };
    const auto shared = std::make_shared<const ApiContext>(std::move(context));
    http::Router router;
    for (const auto& [pattern, endpoint] : routes) {
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

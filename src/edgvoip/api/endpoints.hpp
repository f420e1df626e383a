#pragma once

#include "edgvoip/api/context.hpp"
#include "http/message.hpp"

/// The endpoints: plain functions from a request to its answer, one file each. Any thread.
namespace edgvoip::api {

/// `GET /api/cdr`
http::Answer list_calls(const ApiContext& context, const http::Request& request);
/// `GET /api/cdr/{call_id}`
http::Answer show_call(const ApiContext& context, const http::Request& request);

/// `GET /api/analytics/…`: figures of calls, each defined in `definition_texts.cpp`.
http::Answer show_summary(const ApiContext& context, const http::Request& request);
http::Answer list_by_store(const ApiContext& context, const http::Request& request);
http::Answer list_by_agent(const ApiContext& context, const http::Request& request);
http::Answer list_missed(const ApiContext& context, const http::Request& request);
http::Answer list_qos(const ApiContext& context, const http::Request& request);
http::Answer show_series(const ApiContext& context, const http::Request& request);
http::Answer show_heatmap(const ApiContext& context, const http::Request& request);
/// `GET /api/analytics/definitions`: what the figures mean.
http::Answer list_definitions(const ApiContext& context, const http::Request& request);

/// `GET /api/directory/stores`, `/extensions`, `/dids`
http::Answer list_stores(const ApiContext& context, const http::Request& request);
http::Answer list_extensions(const ApiContext& context, const http::Request& request);
http::Answer list_dids(const ApiContext& context, const http::Request& request);

/// `GET /healthz`: the process answers. No token.
http::Answer health(const ApiContext& context, const http::Request& request);
/// `GET /readyz`: questions can be answered. No token.
http::Answer readiness(const ApiContext& context, const http::Request& request);

/// `GET /api/openapi.json`: the contract. No token.
http::Answer contract(const ApiContext& context, const http::Request& request);
/// `GET /docs` and `GET /docs/{file}`: a page to read it on. No token.
http::Answer docs_page(const ApiContext& context, const http::Request& request);
http::Answer docs_file(const ApiContext& context, const http::Request& request);

}  // namespace edgvoip::api

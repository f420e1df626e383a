#pragma once

#include "edgvoip/api/context.hpp"
#include "edgvoip/api/door.hpp"
#include "http/message.hpp"

/// The endpoints: plain functions from a request to its answer, one file each. Any thread.
namespace edgvoip::api {

/// For everybody: has no tenant's data.
using OpenEndpoint = http::Answer(const ApiContext& context, const http::Request& request);

/// `GET /api/cdr`
TenantEndpoint list_calls;
/// `GET /api/cdr/{call_id}`
TenantEndpoint show_call;

/// `GET /api/analytics/…`: figures of calls, each defined in `definition_texts.cpp`.
TenantEndpoint show_summary;
TenantEndpoint list_by_store;
TenantEndpoint list_by_agent;
TenantEndpoint list_missed;
TenantEndpoint list_qos;
TenantEndpoint show_series;
TenantEndpoint show_heatmap;
/// `GET /api/analytics/definitions`: what the figures mean.
TenantEndpoint list_definitions;

/// `GET /api/monitor/active-calls`: the calls that go on, as a list or as a stream of events.
TenantEndpoint list_active_calls;

/// `GET /api/directory/stores`, `/extensions`, `/dids`
TenantEndpoint list_stores;
TenantEndpoint list_extensions;
TenantEndpoint list_dids;

/// `GET /healthz`: the process answers.
OpenEndpoint health;
/// `GET /readyz`: questions can be answered.
OpenEndpoint readiness;

/// `GET /api/openapi.json`: the contract.
OpenEndpoint contract;
/// `GET /docs` and `GET /docs/{file}`: a page to read it on.
OpenEndpoint docs_page;
OpenEndpoint docs_file;

}  // namespace edgvoip::api

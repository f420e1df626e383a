#pragma once

#include "edgvoip/query/page_request.hpp"
#include "edgvoip/query/parameter_fault.hpp"
#include "http/json_writer.hpp"
#include "http/message.hpp"
#include "http/query_parameters.hpp"

#include <cstdint>
#include <functional>

namespace edgvoip::api {

/// Reads `page` and `page_size`.
query::PageRequest read_page(http::QueryParameters& parameters);

/// Rejects what only the meaning of the parameters shows to be wrong.
void reject_all(http::QueryParameters& parameters, const query::ParameterFaults& faults);

/// Tenant data as an answer: kept by nobody without asking again.
http::Answer data_answer();

/// The frame of every list, `{"items":[…],"page":…,"page_size":…,"total":…,"next_cursor":null}`,
/// with a `Link` header (RFC 8288) to its other pages that keeps all other parameters.
http::Answer list_answer(const http::Request& request, const query::PageRequest& page,
                         std::int64_t total,
                         const std::function<void(http::JsonWriter&)>& write_items);

}  // namespace edgvoip::api

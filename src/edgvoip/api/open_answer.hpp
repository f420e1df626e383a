#pragma once

#include "http/message.hpp"
#include "http/problem.hpp"
#include "http/query_parameters.hpp"

#include <optional>

namespace edgvoip::api {

/// For endpoints that take no parameter at all: 400 naming those that were given.
inline std::optional<http::Answer> refuse_parameters(const http::Request& request) {
    auto errors = http::QueryParameters(request.query).errors();
    if (errors.empty()) return std::nullopt;
    return http::bad_parameters(std::move(errors), request.request_id);
}

}  // namespace edgvoip::api

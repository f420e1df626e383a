#pragma once

#include "http/json_writer.hpp"
#include "http/problem.hpp"
#include "w3/api/json_body.hpp"
#include "w3/callbacks/rules.hpp"

#include <vector>

namespace w3::api {

/// All of a tenant's rules, an object.
void write_rules(http::JsonWriter& json, const callbacks::Rules& rules);

/// Reads settings, all members of which must be there.
callbacks::Settings read_settings(JsonBody& body);

/// Reads the rules of a store, all members of which must be there; errors of ranges and days name
/// which.
callbacks::StoreRules read_store_rules(JsonBody& body);

}  // namespace w3::api

#pragma once

#include "edgvoip/api/door.hpp"
#include "edgvoip/query/answer.hpp"
#include "http/json_writer.hpp"

namespace edgvoip::api {

/// As what this visitor is shown rows: others who are shown the same share them.
query::RowForm form_for(const Visitor& visitor);

/// Writes the page's calls as elements of the open array, and keeps those that were not ready for
/// the next who asks.
void write_rows(http::JsonWriter& json, const query::CallPage& page, const query::Sources& sources,
                const Visitor& visitor);

}  // namespace edgvoip::api

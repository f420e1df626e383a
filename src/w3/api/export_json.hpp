#pragma once

#include "http/json_writer.hpp"
#include "w3/exports/export.hpp"

namespace w3::api {

/// An export as the pages know it.
void write_export(http::JsonWriter& json, const exports::Export& entry);

}  // namespace w3::api

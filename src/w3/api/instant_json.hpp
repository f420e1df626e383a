#pragma once

#include "base/instant.hpp"
#include "http/json_writer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace w3::api {

/// An instant that may be missing: null.
inline void write_instant(http::JsonWriter& json, std::string_view name,
                          const std::optional<base::Instant>& at) {
    json.field_or_null(name, at ? base::to_iso8601(*at) : std::string());
}

}  // namespace w3::api

#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace auth {

/// How deep a token's JSON may nest; the object itself is the first level.
constexpr unsigned json_depth_max = 8;

/// Reads one JSON object as a token may carry it: valid UTF-8, nothing behind it, no name twice in
/// any object (RFC 7515 section 4 leaves that to the reader, and readers that differ are an
/// attack), nested at most `json_depth_max` levels. Nothing when it is not that.
std::optional<boost::json::object> parse_strict_object(std::string_view text);

}  // namespace auth

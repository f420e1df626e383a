#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace http {

enum class Plus { is_plus, is_space };

/// The bytes behind `%XX`; nothing when a `%` is not followed by two hexadecimal digits. The
/// result may be any bytes: whoever wants text checks it.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// A text as it may stand in a URL's path or in a value of its query: RFC 3986 unreserved
/// characters and slashes stay, all other bytes become `%XX`.
std::string percent_encoded(std::string_view text);

}  // namespace http

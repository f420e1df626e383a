#pragma once

#include <string>
#include <string_view>

namespace edgvoip::api {

/// A text as it may stand in a URL's path or in a value of its query: RFC 3986 unreserved
/// characters and slashes stay, all other bytes become `%XX`.
std::string percent_encoded(std::string_view text);

}  // namespace edgvoip::api

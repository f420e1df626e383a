#pragma once

#include <string>
#include <string_view>

namespace edgvoip::api {

/// The tenant's template with `{path}` replaced by the percent-encoded path (its slashes stay; one
/// is dropped where template and path both have it). Empty without either of them.
std::string recording_url(std::string_view url_template, std::string_view path);

}  // namespace edgvoip::api

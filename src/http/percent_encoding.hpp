#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace http {

enum class Plus { is_plus, is_space };

/// The bytes behind `%XX`; nothing when a `%` is not followed by two hexadecimal digits. The
/// result may be any bytes: whoever wants text checks it.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace http

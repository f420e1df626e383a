#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace auth {

/// Decodes RFC 4648 base64url as RFC 7515 wants it: no padding, no foreign character, no bits set
/// behind the last whole byte (so every value has exactly one text). Nothing when it is not that.
std::optional<std::string> decode_base64url(std::string_view text);

/// Encodes without padding.
std::string encode_base64url(std::string_view bytes);

}  // namespace auth

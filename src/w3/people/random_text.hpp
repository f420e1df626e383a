#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace w3::people {

/// 256 random bits as base64url, 43 characters: what a cookie or a CSRF token is.
base::Secret random_text();

/// SHA-256 of a text, 32 bytes: what is kept instead of it.
std::string digest_of(std::string_view text);

/// Compares in a time that does not depend on where they differ.
bool is_same(std::string_view left, std::string_view right);

}  // namespace w3::people

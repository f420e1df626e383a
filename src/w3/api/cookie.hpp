#pragma once

#include "http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace w3::api {

/// The session cookie's value; nothing when there is none, or two that differ.
std::optional<std::string> session_cookie(const http::Request& request, bool secure);

/// Puts the cookie into a browser: for its pages' own requests only, out of reach of scripts.
void set_session_cookie(http::Answer& answer, std::string_view value, bool secure);

/// Takes it out again.
void clear_session_cookie(http::Answer& answer, bool secure);

}  // namespace w3::api

#pragma once

#include <string_view>

namespace http {

/// Equal but for the case of ASCII letters, as field names and tokens are compared.
bool same_ignoring_case(std::string_view left, std::string_view right);

/// Without spaces and tabs around it (OWS of RFC 9110 section 5.6.3).
std::string_view without_spaces(std::string_view text);

/// A byte that no line of a request may hold: C0 or DEL. (Tab is one; who takes tabs says so.)
constexpr bool is_control_byte(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// True when the UTF-8 text holds a control character: C0, DEL or C1 (U+0080…U+009F).
bool has_control_character(std::string_view utf8);

}  // namespace http

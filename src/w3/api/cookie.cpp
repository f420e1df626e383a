#include "w3/api/cookie.hpp"

#include "http/ascii.hpp"
#include "w3/people/limits.hpp"

#include <algorithm>

namespace w3::api {
namespace {

/// With `__Host-` browsers see to it that no other host and no plain HTTP has set it (RFC 6265bis).
std::string_view name_of(bool secure) {
    return secure ? "__Host-w3_session" : "w3_session";
}

void set(http::Answer& answer, std::string_view value, std::int64_t seconds, bool secure) {
    std::string field(name_of(secure));
    field.append("=").append(value).append("; Path=/; Max-Age=").append(std::to_string(seconds));
    field += "; HttpOnly; SameSite=Strict";
    if (secure) field += "; Secure";
    answer.headers.emplace_back("Set-Cookie", std::move(field));
}

}  // namespace

std::optional<std::string> session_cookie(const http::Request& request, bool secure) {
    std::optional<std::string> found;
    for (const auto& [field, value] : request.headers) {
        if (!http::same_ignoring_case(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::string_view pair = http::without_spaces(rest.substr(0, rest.find(';')));
            rest.remove_prefix(std::min(rest.find(';'), rest.size() - 1) + 1);
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name_of(secure)) {
                continue;
            }
            const std::string_view text = pair.substr(equals + 1);
            if (found && *found != text) return std::nullopt;
            found = text;
        }
    }
    return found;
}

void set_session_cookie(http::Answer& answer, std::string_view value, bool secure) {
    set(answer, value, limits::session_seconds_max, secure);
}

void clear_session_cookie(http::Answer& answer, bool secure) {
    set(answer, "", 0, secure);
}

}  // namespace w3::api

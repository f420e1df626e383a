#include "w3/people/person.hpp"

#include "base/folded_text.hpp"
#include "w3/people/limits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace w3::people {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> role_names = {{
    {Role::agent, "agent"},
    {Role::store_manager, "store_manager"},
    {Role::supervisor, "supervisor"},
    {Role::admin, "admin"},
}};

}  // namespace

std::string_view to_string(Role role) {
    for (const auto& [known, name] : role_names) {
        if (known == role) return name;
    }
    throw base::Bug("every role has a name");
}

std::optional<Role> role_of(std::string_view name) {
    for (const auto& [role, known] : role_names) {
        if (known == name) return role;
    }
    return std::nullopt;
}

std::string email_key(std::string_view email) {
    return base::ascii_lower(email);
}

bool is_email(std::string_view text) {
    if (text.size() > limits::email_bytes_max || !base::is_valid_utf8(text)) return false;
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || at + 1 == text.size()) return false;
    return text.find('@', at + 1) == std::string_view::npos &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

}  // namespace w3::people

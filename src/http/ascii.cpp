#include "http/ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace http {
namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view without_spaces(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

bool has_control_character(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        if (is_control_byte(utf8[i])) return true;
        const bool leads_c1 = utf8[i] == '\xc2' && i + 1 < utf8.size();
        if (leads_c1 && static_cast<unsigned char>(utf8[i + 1]) < 0xa0) return true;
    }
    return false;
}

}  // namespace http

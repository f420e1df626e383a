#include "edgvoip/api/recording_url.hpp"

namespace edgvoip::api {
namespace {

/// RFC 3986 unreserved characters, and the slash between the parts of a path.
bool stays(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~/").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view path) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        if (stays(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 0xf];
        }
    }
    return out;
}

}  // namespace

std::string recording_url(std::string_view url_template, std::string_view path) {
    constexpr std::string_view placeholder = "{path}";
    if (url_template.empty() || path.empty()) return {};
    const std::size_t at = url_template.find(placeholder);
    if (at == std::string_view::npos) return {};
    const std::string_view before = url_template.substr(0, at);
    if (before.ends_with('/') && path.starts_with('/')) path.remove_prefix(1);
    return std::string(before) + percent_encoded(path) +
           std::string(url_template.substr(at + placeholder.size()));
}

}  // namespace edgvoip::api

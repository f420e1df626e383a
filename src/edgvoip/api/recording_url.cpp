#include "edgvoip/api/recording_url.hpp"

#include "http/percent_encoding.hpp"

namespace edgvoip::api {
std::string recording_url(std::string_view url_template, std::string_view path) {
    constexpr std::string_view placeholder = "{path}";
    if (url_template.empty() || path.empty()) return {};
    const std::size_t at = url_template.find(placeholder);
    if (at == std::string_view::npos) return {};
    const std::string_view before = url_template.substr(0, at);
    if (before.ends_with('/') && path.starts_with('/')) path.remove_prefix(1);
    return std::string(before) + http::percent_encoded(path) +
           std::string(url_template.substr(at + placeholder.size()));
}

}  // namespace edgvoip::api

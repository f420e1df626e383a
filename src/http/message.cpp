#include "http/message.hpp"

#include "base/error.hpp"
#include "http/ascii.hpp"

namespace http {

std::optional<std::string_view> first_value(const Headers& headers, std::string_view name) {
    for (const auto& [field, value] : headers) {
        if (same_ignoring_case(field, name)) return value;
    }
    return std::nullopt;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    return first_value(headers, name);
}

const std::string& Request::path_value(std::string_view name) const {
    for (const auto& [part, value] : path_values) {
        if (part == name) return value;
    }
    throw base::Bug("the path pattern has no part {" + std::string(name) + "}");
}

}  // namespace http

#include "w3/api/export_query.hpp"

#include "base/phone_number.hpp"
#include "http/query_parameters.hpp"

#include <algorithm>
#include <array>

namespace w3::api {
namespace {

/// What would make something else of the list than a list that begins at its first call.
constexpr std::array<std::string_view, 4> walked_parameters = {"cursor", "page", "page_size",
                                                               "updated_since"};

/// Whose values are numbers of people, or may be.
constexpr std::array<std::string_view, 2> number_parameters = {"number", "q"};

/// RFC 3986 section 3.4; anything else would mean another thing on the way, or cut it off.
bool may_stand_in_query(char c) {
    constexpr std::string_view others = "-._~%!$&'()*+,;=:@/?";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           others.find(c) != std::string_view::npos;
}

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<std::string> query_fault(std::string_view query) {
    if (!std::all_of(query.begin(), query.end(), may_stand_in_query)) {
        return "has a character that must be percent-encoded";
    }
    const http::QueryParameters parameters(query);
    for (const std::string_view name : walked_parameters) {
        if (parameters.given(name)) return "has " + std::string(name) + ", which is not a filter";
    }
    return std::nullopt;
}

std::string masked_query(std::string_view query) {
    const http::QueryParameters parameters(query);
    std::string masked;
    for (const auto& [name, value] : parameters.all()) {
        if (!masked.empty()) masked += ' ';
        masked.append(name).append("=");
        masked +=
            is_one_of(number_parameters, name) ? base::mask_number(value) : std::string(value);
    }
    return masked;
}

QueryInterval interval_of(std::string_view query) {
    http::QueryParameters parameters(query);
    return {parameters.text("from").value_or(""), parameters.text("to").value_or("")};
}

}  // namespace w3::api

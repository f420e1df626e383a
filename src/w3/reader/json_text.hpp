#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace w3::reader {

/// A member of an object; null when it has none of that name, or is no object.
inline const boost::json::value* member(const boost::json::value& object, std::string_view name) {
    const auto* members = object.if_object();
    return members == nullptr ? nullptr : members->if_contains({name.data(), name.size()});
}

/// A text of an object; empty when there is none. Valid as long as the object.
inline std::string_view text_member(const boost::json::value& object, std::string_view name) {
    const auto* value = member(object, name);
    const auto* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

}  // namespace w3::reader

#include "w3/api/json_body.hpp"

#include "access/strict_json.hpp"
#include "http/ascii.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace w3::api {
namespace {

namespace json = boost::json;

std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}

std::optional<std::vector<base::StoreId>> ids_of(const json::array& list) {
    std::vector<base::StoreId> ids;
    for (const json::value& entry : list) {
        const json::string* text = entry.if_string();
        if (text == nullptr) return std::nullopt;
        const auto id = base::Uuid::parse(view(*text));
        if (!id) return std::nullopt;
        const bool twice = std::find(ids.begin(), ids.end(), base::StoreId{*id}) != ids.end();
        if (!twice) ids.push_back({*id});
    }
    return ids;
}

}  // namespace

JsonBody::JsonBody(std::string_view body) {
    auto object = auth::parse_strict_object(body);
    if (object) {
        object_ = std::move(*object);
    } else {
        reject("body", "is not one JSON object, or has a name twice");
    }
}

bool JsonBody::given(std::string_view name) const {
    return object_.contains({name.data(), name.size()});
}

const json::value* JsonBody::find(std::string_view name) {
    known_.emplace_back(name);
    return object_.if_contains({name.data(), name.size()});
}

std::optional<std::string> JsonBody::text_of(std::string_view name, const json::value& value,
                                             std::size_t bytes_max) {
    const json::string* text = value.if_string();
    if (text == nullptr) {
        reject(name, "is not a text");
    } else if (text->empty()) {
        reject(name, "is empty");
    } else if (text->size() > bytes_max) {
        reject(name, "is longer than " + std::to_string(bytes_max) + " bytes");
    } else if (http::has_control_character(view(*text))) {
        reject(name, "has a control character");
    } else {
        return std::string(view(*text));
    }
    return std::nullopt;
}

std::string JsonBody::text(std::string_view name, std::size_t bytes_max) {
    const json::value* value = find(name);
    if (value == nullptr) {
        reject(name, "is missing");
        return {};
    }
    return text_of(name, *value, bytes_max).value_or("");
}

std::optional<std::string> JsonBody::maybe_text(std::string_view name, std::size_t bytes_max) {
    const json::value* value = find(name);
    return value == nullptr ? std::nullopt : text_of(name, *value, bytes_max);
}

std::optional<std::string> JsonBody::text_or_null(std::string_view name, std::size_t bytes_max) {
    const json::value* value = find(name);
    if (value == nullptr) return std::nullopt;
    return value->is_null() ? std::optional(std::string()) : text_of(name, *value, bytes_max);
}

std::string JsonBody::secret(std::string_view name, std::size_t bytes_max) {
    const json::value* value = find(name);
    const json::string* text = value == nullptr ? nullptr : value->if_string();
    if (text == nullptr) {
        reject(name, value == nullptr ? "is missing" : "is not a text");
    } else if (text->size() > bytes_max) {
        reject(name, "is longer than " + std::to_string(bytes_max) + " bytes");
    } else {
        return std::string(view(*text));
    }
    return {};
}

std::optional<bool> JsonBody::boolean(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (const bool* truth = value->if_bool()) return *truth;
    reject(name, "is not true or false");
    return std::nullopt;
}

std::vector<std::string> JsonBody::texts(std::string_view name, std::size_t most,
                                         std::size_t bytes_max) {
    const json::value* value = find(name);
    const json::array* list = value == nullptr ? nullptr : value->if_array();
    if (list == nullptr) {
        reject(name, value == nullptr ? "is missing" : "is not a list");
        return {};
    }
    if (list->empty() || list->size() > most) {
        reject(name, "has no entry, or more than " + std::to_string(most));
        return {};
    }
    std::vector<std::string> texts;
    for (const json::value& entry : *list) {
        auto text = text_of(name, entry, bytes_max);
        if (!text) return {};
        texts.push_back(std::move(*text));
    }
    return texts;
}

std::optional<JsonBody::Stores> JsonBody::store_ids(std::string_view name, std::size_t most) {
    const json::value* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_null()) return Stores();
    const json::array* list = value->if_array();
    auto ids = list == nullptr ? std::nullopt : ids_of(*list);
    if (!ids) {
        reject(name, "is not a list of store ids, nor null");
    } else if (ids->size() > most) {
        reject(name, "has more than " + std::to_string(most) + " stores");
    } else {
        return Stores{std::move(ids)};
    }
    return std::nullopt;
}

void JsonBody::reject(std::string_view name, std::string reason) {
    errors_.push_back({std::string(name), std::move(reason)});
}

std::vector<http::ParameterError> JsonBody::errors() const {
    std::vector<http::ParameterError> errors = errors_;
    for (const auto& member : object_) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
            errors.push_back({std::string(name), "is not known here"});
        }
    }
    return errors;
}

}  // namespace w3::api

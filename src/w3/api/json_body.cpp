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
        reject("body", Reason::not_object, "is not one JSON object, or has a name twice");
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
        reject(name, Reason::not_text, "is not a text");
    } else if (text->empty()) {
        reject(name, Reason::empty, "is empty");
    } else if (text->size() > bytes_max) {
        reject(name, Reason::too_long, "is longer than " + std::to_string(bytes_max) + " bytes");
    } else if (http::has_control_character(view(*text))) {
        reject(name, Reason::control_character, "has a control character");
    } else {
        return std::string(view(*text));
    }
    return std::nullopt;
}

std::string JsonBody::text(std::string_view name, std::size_t bytes_max) {
    const json::value* value = find(name);
    if (value == nullptr) {
        reject(name, Reason::missing, "is missing");
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
        reject_absent(name, value, Reason::not_text, "is not a text");
    } else if (text->size() > bytes_max) {
        reject(name, Reason::too_long, "is longer than " + std::to_string(bytes_max) + " bytes");
    } else {
        return std::string(view(*text));
    }
    return {};
}

std::optional<bool> JsonBody::boolean(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (const bool* truth = value->if_bool()) return *truth;
    reject(name, Reason::not_truth, "is not true or false");
    return std::nullopt;
}

std::optional<std::optional<bool>> JsonBody::boolean_or_null(std::string_view name) {
    const json::value* value = find(name);
    if (value != nullptr && value->is_null()) return std::make_optional(std::optional<bool>());
    const auto truth = boolean(name);
    if (!truth) return std::nullopt;
    return std::make_optional(truth);
}

std::optional<std::int64_t> JsonBody::integer(std::string_view name, std::int64_t least,
                                              std::int64_t most) {
    const json::value* value = find(name);
    if (value == nullptr) return std::nullopt;
    const std::int64_t* number = value->if_int64();
    if (number != nullptr && *number >= least && *number <= most) return *number;
    reject(name, Reason::not_in_range,
           "is no whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<JsonBody::Number> JsonBody::integer_or_null(std::string_view name, std::int64_t least,
                                                          std::int64_t most) {
    const json::value* value = find(name);
    if (value != nullptr && value->is_null()) return Number();
    const auto number = integer(name, least, most);
    if (!number) return std::nullopt;
    return Number{number};
}

std::optional<JsonBody::Id> JsonBody::id_or_null(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_null()) return Id();
    const json::string* text = value->if_string();
    if (text != nullptr) {
        if (const auto id = base::Uuid::parse(view(*text))) return Id{*id};
    }
    reject(name, Reason::not_id, "is not a UUID, nor null");
    return std::nullopt;
}

std::optional<base::Instant> JsonBody::instant(std::string_view name) {
    constexpr std::size_t bytes_max = 40;
    const auto text = maybe_text(name, bytes_max);
    if (!text) return std::nullopt;
    const auto parsed = base::parse_iso8601(*text);
    if (parsed && parsed->time_of_day_us && parsed->offset_seconds) {
        return base::instant_of(*parsed);
    }
    reject(name, Reason::not_instant, "is no instant such as 2026-11-28T09:30:00Z");
    return std::nullopt;
}

std::vector<JsonBody> JsonBody::objects_of(std::string_view name, const json::value* value,
                                           std::size_t most) {
    const json::array* list = value == nullptr ? nullptr : value->if_array();
    if (list == nullptr || list->size() > most) {
        reject(name, Reason::not_list,
               "is not a list of at most " + std::to_string(most) + " objects");
        return {};
    }
    std::vector<JsonBody> objects;
    for (const json::value& entry : *list) {
        if (const json::object* object = entry.if_object()) {
            objects.emplace_back(*object);
        } else {
            reject(name, Reason::not_list, "has an entry that is no object");
            return {};
        }
    }
    return objects;
}

std::vector<JsonBody> JsonBody::objects(std::string_view name, std::size_t most) {
    const json::value* value = find(name);
    if (value != nullptr) return objects_of(name, value, most);
    reject(name, Reason::missing, "is missing");
    return {};
}

std::vector<std::vector<JsonBody>> JsonBody::object_lists(std::string_view name, std::size_t size,
                                                          std::size_t most) {
    const json::value* value = find(name);
    const json::array* lists = value == nullptr ? nullptr : value->if_array();
    if (lists == nullptr || lists->size() != size) {
        reject(name, Reason::not_list, "is not a list of " + std::to_string(size) + " lists");
        return {};
    }
    std::vector<std::vector<JsonBody>> all;
    for (const json::value& list : *lists)
        all.push_back(objects_of(name, &list, most));
    return all;
}

void JsonBody::take_errors(std::string_view name, const JsonBody& within) {
    for (const http::ParameterError& error : within.errors())
        errors_.push_back({std::string(name), error.parameter + " " + error.reason, error.code});
}

std::vector<std::string> JsonBody::texts(std::string_view name, std::size_t most,
                                         std::size_t bytes_max) {
    const json::value* value = find(name);
    const json::array* list = value == nullptr ? nullptr : value->if_array();
    if (list == nullptr) {
        reject_absent(name, value, Reason::not_list, "is not a list");
        return {};
    }
    if (list->empty() || list->size() > most) {
        reject(name, Reason::too_many, "has no entry, or more than " + std::to_string(most));
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
        reject(name, Reason::not_list, "is not a list of store ids, nor null");
    } else if (ids->size() > most) {
        reject(name, Reason::too_many, "has more than " + std::to_string(most) + " stores");
    } else {
        return Stores{std::move(ids)};
    }
    return std::nullopt;
}

void JsonBody::reject(std::string_view name, Reason reason, std::string text) {
    errors_.push_back(wrong(name, reason, std::move(text)));
}

void JsonBody::reject_absent(std::string_view name, const json::value* value, Reason reason,
                             std::string text) {
    if (value == nullptr) {
        reject(name, Reason::missing, "is missing");
    } else {
        reject(name, reason, std::move(text));
    }
}

std::vector<http::ParameterError> JsonBody::errors() const {
    std::vector<http::ParameterError> errors = errors_;
    for (const auto& member : object_) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
            errors.push_back(wrong(name, Reason::unknown, "is not known here"));
        }
    }
    return errors;
}

}  // namespace w3::api

#include "access/strict_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

namespace auth {
namespace {

namespace json = boost::json;

/// Counts the names as they are written; the tree keeps only one of each.
struct NameCounter {
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    std::size_t names = 0;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return true; }
    bool on_object_end(std::size_t, json::error_code&) { return true; }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t, json::error_code&) { return true; }
    bool on_key_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_key(json::string_view, std::size_t, json::error_code&) {
        ++names;
        return true;
    }
    bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
    bool on_double(double, json::string_view, json::error_code&) { return true; }
    bool on_bool(bool, json::error_code&) { return true; }
    bool on_null(json::error_code&) { return true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }
};

std::size_t names_kept(const json::value& value) {
    std::size_t names = 0;
    if (const json::object* object = value.if_object()) {
        names = object->size();
        for (const auto& member : *object)
            names += names_kept(member.value());
    } else if (const json::array* array = value.if_array()) {
        for (const json::value& element : *array)
            names += names_kept(element);
    }
    return names;
}

unsigned depth_of(const json::value& value) {
    unsigned below = 0;
    if (const json::object* object = value.if_object()) {
        for (const auto& member : *object)
            below = std::max(below, depth_of(member.value()));
    } else if (const json::array* array = value.if_array()) {
        for (const json::value& element : *array)
            below = std::max(below, depth_of(element));
    } else {
        return 0;
    }
    return below + 1;
}

}  // namespace

std::optional<json::object> parse_strict_object(std::string_view text) {
    json::parse_options options;
    options.max_depth = 2 * json_depth_max;  // keeps the recursion bounded; the limit is below
    json::error_code failed;
    json::value value = json::parse({text.data(), text.size()}, failed, {}, options);
    if (failed || !value.is_object() || depth_of(value) > json_depth_max) return std::nullopt;

    json::basic_parser<NameCounter> counter(options);
    counter.write_some(false, text.data(), text.size(), failed);
    if (failed || counter.handler().names != names_kept(value)) return std::nullopt;
    return std::move(value.as_object());
}

}  // namespace auth

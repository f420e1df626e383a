#include "edgvoip/api/definition_texts.hpp"
#include "edgvoip/api/door.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/etag.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "http/problem.hpp"

#include <string>
#include <utility>

namespace edgvoip::api {
namespace {

void write_languages(http::JsonWriter& json, std::string_view name, std::string_view italian,
                     std::string_view english) {
    json.key(name);
    json.begin_object();
    json.field("it", italian);
    json.field("en", english);
    json.end_object();
}

void write_item(http::JsonWriter& json, std::string_view id, const DefinitionText& text) {
    json.begin_object();
    json.field("id", id);
    write_languages(json, "name", text.name_it, text.name_en);
    write_languages(json, "text", text.text_it, text.text_en);
    json.field("formula", text.formula);
    json.field_or_null("unit", text.unit);
    json.field_or_null("source", text.source);
    json.end_object();
}

}  // namespace

http::Answer list_definitions(const ApiContext& context, const http::Request& request,
                              const Visitor& visitor, http::QueryParameters& parameters) {
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }

    constexpr std::int64_t no_call = 0;
    std::string etag = etag_of(context, visitor, request, no_call);
    if (client_has(request, etag)) return not_modified(std::move(etag));
    http::Answer answer = data_answer();
    http::JsonWriter json(answer.body);
    json.begin_object();
    json.key("items");
    json.begin_array();
    for (const DefinitionText& text : definition_texts()) {
        for (const std::string_view id : text.ids) {
            if (!id.empty()) write_item(json, id, text);
        }
    }
    json.end_array();
    json.end_object();
    answer.headers.emplace_back("ETag", std::move(etag));
    return answer;
}

}  // namespace edgvoip::api

#include "w3/api/person_json.hpp"

namespace w3::api {

void write_store_ids(http::JsonWriter& json, const people::Person& person) {
    json.key("store_ids");
    if (!person.store_ids) return json.null();
    json.begin_array();
    for (const base::StoreId& id : *person.store_ids)
        json.text(id.uuid.text());
    json.end_array();
}

void write_person_members(http::JsonWriter& json, const people::Person& person) {
    json.field("person_id", person.id.uuid.text());
    json.field("email", person.email);
    json.field("name", person.name);
    json.field("role", people::to_string(person.role));
    json.field_or_null("ext", person.ext);
    write_store_ids(json, person);
    json.field("language", person.language);
}

}  // namespace w3::api

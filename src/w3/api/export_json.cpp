#include "w3/api/export_json.hpp"

namespace w3::api {

void write_export(http::JsonWriter& json, const exports::Export& entry) {
    json.begin_object();
    json.field("export_id", entry.id.text());
    json.field("state", exports::to_string(entry.state));
    json.field("rows_total", entry.rows_total);
    json.field("rows_done", entry.rows_done);
    json.field("format", exports::to_string(entry.format));
    json.field("name", entry.name);
    json.field("created_at", base::to_iso8601(entry.created_at));
    if (entry.state == exports::State::done) {
        json.field("rows", entry.rows_done);
        json.field("bytes", entry.bytes);
    }
    if (entry.failure) {
        const exports::FailureText& text = exports::text_of(*entry.failure);
        json.key("problem");
        json.begin_object();
        json.field("reason", text.name);
        json.field("title", text.title);
        json.field("detail", text.detail);
        json.end_object();
    }
    json.end_object();
}

}  // namespace w3::api

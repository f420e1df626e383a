#include "edgvoip/api/json_fields.hpp"

#include <string>

namespace edgvoip::api {

void write_instant(http::JsonWriter& json, std::string_view name,
                   const std::optional<base::Instant>& instant) {
    json.field_or_null(name, instant ? base::to_iso8601(*instant) : std::string());
}

void write_store_id(http::JsonWriter& json, const std::optional<base::StoreId>& store) {
    json.field_or_null("store_id", store ? store->uuid.text() : std::string());
}

void write_interval(http::JsonWriter& json, const query::Interval& interval) {
    write_instant(json, "from", interval.from);
    write_instant(json, "to", interval.to);
}

}  // namespace edgvoip::api

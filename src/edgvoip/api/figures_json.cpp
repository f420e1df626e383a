#include "edgvoip/api/figures_json.hpp"

#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/query/rounding.hpp"

namespace edgvoip::api {

void write_mean(http::JsonWriter& json, std::string_view name, std::int64_t sum, std::int64_t count,
                int decimals) {
    write_fixed(json, name, query::rounded_mean(sum, count), decimals);
}

void write_rate(http::JsonWriter& json, std::string_view name, std::int64_t part,
                std::int64_t whole) {
    write_fixed(json, name, query::rounded_rate(part, whole), query::rate_decimals);
}

void write_handle_time(http::JsonWriter& json, std::string_view name, const query::Sums& sums) {
    write_mean(json, name, sums.talk_sec, sums.answered, 0);
}

void write_ring_time(http::JsonWriter& json, std::string_view name, const query::Sums& sums) {
    write_mean(json, name, sums.answered_ring, sums.answered, 0);
}

void write_asr(http::JsonWriter& json, const query::Sums& sums) {
    write_rate(json, "asr", sums.answered, sums.calls - sums.failed);
}

void write_avg_mos(http::JsonWriter& json, const query::Sums& sums) {
    write_mean(json, "avg_mos", sums.mos_centi, sums.with_mos, 2);
}

void write_mos_sources(http::JsonWriter& json, const query::Sums& sums) {
    json.key("mos_sources");
    json.begin_object();
    json.field("g107", sums.mos_by_g107);
    json.field("pbx", sums.mos_by_pbx);
    json.end_object();
}

}  // namespace edgvoip::api

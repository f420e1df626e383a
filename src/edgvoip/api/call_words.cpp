#include "edgvoip/api/call_words.hpp"

#include "base/limits.hpp"
#include "edgvoip/api/list_answer.hpp"

namespace edgvoip::api {

query::CallWords read_call_words(http::QueryParameters& parameters) {
    constexpr std::int64_t seconds_max = base::limits::parameter_seconds_max;
    query::CallWords words;
    words.from = parameters.text("from");
    words.to = parameters.text("to");
    words.direction = parameters.text("direction");
    words.disposition = parameters.text("disposition");
    words.missed_reason = parameters.text("missed_reason");
    words.did_e164 = parameters.text("did_e164");
    words.ext = parameters.text("ext");
    words.store_id = parameters.text("store_id");
    words.number = parameters.text("number");
    words.q = parameters.text("q");
    words.min_billsec = parameters.integer("min_billsec", 0, seconds_max);
    words.max_billsec = parameters.integer("max_billsec", 0, seconds_max);
    words.min_ring_sec = parameters.integer("min_ring_sec", 0, seconds_max);
    words.max_ring_sec = parameters.integer("max_ring_sec", 0, seconds_max);
    words.max_mos_centi =
        parameters.decimal("max_mos", 2, call::mos_centi_min, call::mos_centi_max);
    words.has_mos = parameters.boolean("has_mos");
    words.has_recording = parameters.boolean("has_recording");
    words.sort = parameters.text("sort");
    words.page = read_page(parameters);
    return words;
}

}  // namespace edgvoip::api

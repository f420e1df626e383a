#include "edgvoip/simulate/simulate.hpp"
#include "edgvoip/simulate/text.hpp"

namespace edgvoip::simulate {
namespace {

/// `,"name":"value"`, or null when the value is empty.
void text_member(Text& text, std::string_view name, std::string_view value) {
    text.raw(",\"").raw(name).raw("\":");
    if (value.empty()) {
        text.raw("null");
    } else {
        text.raw("\"").json(value).raw("\"");
    }
}

void number_member(Text& text, std::string_view name, std::int64_t value) {
    text.raw(",\"").raw(name).raw("\":").number(value);
}

}  // namespace

std::string truth_json(const Truth& truth) {
    const base::Instant ring_end = truth.answer.value_or(truth.end);
    Text text;
    text.raw(R"({"call_id":")").json(truth.id.text).raw("\"");
    text_member(text, "tenant_id", truth.tenant.uuid.text());
    text_member(text, "sip_domain", truth.sip_domain);
    text_member(text, "direction", call::to_string(truth.direction));
    text_member(text, "from_uri", truth.from_uri);
    text_member(text, "from_name", truth.from_name);
    text_member(text, "to_uri", truth.to_uri);
    text_member(text, "did_e164", truth.did_e164);
    text_member(text, "ext_number", truth.ext_number);
    text_member(text, "store_id", truth.store ? truth.store->uuid.text() : "");
    text_member(text, "start_ts", base::to_iso8601(truth.start));
    text_member(text, "answer_ts", truth.answer ? base::to_iso8601(*truth.answer) : "");
    text_member(text, "end_ts", base::to_iso8601(truth.end));
    number_member(text, "billsec",
                  truth.answer ? base::whole_seconds(*truth.answer, truth.end) : 0);
    number_member(text, "ring_sec", base::whole_seconds(truth.start, ring_end));
    number_member(text, "duration_sec", base::whole_seconds(truth.start, truth.end));
    text_member(text, "disposition", call::to_string(truth.disposition));
    text_member(text, "missed_reason",
                truth.missed_reason ? call::to_string(*truth.missed_reason) : "");
    text_member(text, "hangup_cause", truth.hangup_cause);
    text.raw(truth.recorded ? ",\"recorded\":true" : ",\"recorded\":false");
    text_member(text, "quality", call::to_string(truth.quality));
    text.raw(",\"loss_pct\":");
    if (truth.loss_centi_pct) {
        text.hundredths(*truth.loss_centi_pct);
    } else {
        text.raw("null");
    }
    number_member(text, "legs", truth.legs);
    number_member(text, "records", truth.records);
    text_member(text, "scenario", truth.scenario);
    text.raw("}");
    return text.str();
}

}  // namespace edgvoip::simulate

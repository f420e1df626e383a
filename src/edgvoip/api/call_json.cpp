#include "edgvoip/api/call_json.hpp"

#include "base/error.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/masking.hpp"
#include "edgvoip/api/recording_url.hpp"

namespace edgvoip::api {
namespace {

void write_figures(http::JsonWriter& json, const call::Quality& quality) {
    write_fixed(json, "mos", quality.mos_centi, 2);
    write_fixed(json, "jitter_ms", quality.jitter_tenth_ms, 1);
    write_fixed(json, "loss_pct", quality.loss_centi_pct, 2);
}

void write_qos(http::JsonWriter& json, const call::Quality& quality) {
    json.key("qos");
    if (!quality.mos_centi && !quality.jitter_tenth_ms && !quality.loss_centi_pct) {
        json.null();
        return;
    }
    json.begin_object();
    write_figures(json, quality);
    json.end_object();
}

void write_quality(http::JsonWriter& json, const call::Quality& quality) {
    json.key("quality");
    json.begin_object();
    json.field("status", call::to_string(quality.status));
    write_figures(json, quality);
    json.field_or_null("mos_source",
                       quality.mos_source ? call::to_string(*quality.mos_source) : "");
    write_fixed(json, "pbx_mos", quality.pbx_mos_centi, 2);
    json.field_or_null("codec", quality.codec);
    json.field("packets", quality.packets);
    json.end_object();
}

void write_fields(http::JsonWriter& json, const call::Call& call, const directory::Tenant& tenant,
                  const Masking& masking) {
    base::check(call.tenant == tenant.id, "only the tenant's own calls are written");
    json.field("call_id", call.id.text);
    json.field("sip_domain", tenant.sip_domain);
    json.field("tenant_id", call.tenant.uuid.text());
    write_store_id(json, call.store);
    json.field("direction", call::to_string(call.direction));
    json.field_or_null("from_uri", masking.from_uri(call));
    json.field_or_null("to_uri", masking.to_uri(call));
    json.field_or_null("did_e164", masking.did_e164(call));
    json.field_or_null("ext_number", call.ext_number);
    write_instant(json, "start_ts", call.start);
    write_instant(json, "answer_ts", call.answer);
    write_instant(json, "end_ts", call.end);
    json.field("billsec", call.billsec);
    json.field("disposition", call::to_string(call.disposition));
    json.field_or_null("recording_url",
                       recording_url(tenant.settings.recording_url_template, call.recording_path));
    write_qos(json, call.quality);
    json.field_or_null("from_name", call.from_name);
    json.field_or_null("user_id", call.user_id);
    json.field("ring_sec", call.ring_sec);
    json.field("duration_sec", call.duration_sec);
    json.field_or_null("hangup_cause", call.hangup_cause);
    json.field_or_null("missed_reason",
                       call.missed_reason ? call::to_string(*call.missed_reason) : "");
}

void write_pbx(http::JsonWriter& json, const call::Call& call) {
    json.key("pbx");
    json.begin_object();
    write_instant(json, "answer_ts", call.pbx_answer);
    json.field("billsec", call.pbx_billsec);
    json.field_or_null("hangup_cause", call.hangup_cause);
    json.key("q850");
    if (call.q850 == 0) {
        json.null();
    } else {
        json.integer(call.q850);
    }
    json.end_object();
}

void write_leg(http::JsonWriter& json, const call::Call& call, const call::Leg& leg,
               const Masking& masking) {
    json.begin_object();
    json.field("leg_id", leg.leg_id);
    json.field_or_null("ext", leg.ext);
    json.field_or_null("number", masking.leg_number(call, leg));
    json.field("is_root", leg.is_root);
    write_instant(json, "started", leg.started);
    write_instant(json, "answered", leg.answered);
    write_instant(json, "ended", leg.ended);
    json.field_or_null("cause", leg.hangup_cause);
    write_quality(json, leg.quality);
    json.end_object();
}

}  // namespace

void write_call(http::JsonWriter& json, const call::Call& call, const directory::Tenant& tenant,
                bool masked) {
    json.begin_object();
    write_fields(json, call, tenant, Masking(tenant, masked));
    json.end_object();
}

void write_call_detail(http::JsonWriter& json, const call::Call& call,
                       const directory::Tenant& tenant, bool masked) {
    const Masking masking(tenant, masked);
    json.begin_object();
    write_fields(json, call, tenant, masking);
    write_quality(json, call.quality);
    write_pbx(json, call);
    json.key("legs");
    json.begin_array();
    for (const call::Leg& leg : call.legs)
        write_leg(json, call, leg, masking);
    json.end_array();
    json.key("source");
    json.begin_object();
    json.field_or_null("pbx", call.source);
    json.field_or_null("adapter", call.adapter);
    json.end_object();
    json.field_or_null("raw_ref", call.raw_ref);
    json.end_object();
}

}  // namespace edgvoip::api

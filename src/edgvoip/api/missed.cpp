#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/kpi_endpoint.hpp"
#include "edgvoip/api/masking.hpp"
#include "edgvoip/query/missed_calls.hpp"

#include <string>

namespace edgvoip::api {
namespace {

void write_call(http::JsonWriter& json, const call::Call& call, const Masking& masking) {
    json.field("call_id", call.id.text);
    json.field_or_null("from_uri", masking.from_uri(call));
    json.field_or_null("from_name", call.from_name);
    json.field_or_null("did_e164", masking.did_e164(call));
    write_store_id(json, call.store);
    json.field_or_null("ext_number", call.ext_number);
    write_instant(json, "start_ts", call.start);
    json.field("ring_sec", call.ring_sec);
    json.field("disposition", call::to_string(call.disposition));
    json.field_or_null("missed_reason",
                       call.missed_reason ? call::to_string(*call.missed_reason) : "");
}

void write_contact(http::JsonWriter& json, const query::MissedItem& item) {
    const auto& contact = item.missed.contact;
    const bool is_shown = contact && item.contact_is_seen;
    write_instant(json, "returned_ts",
                  contact ? std::optional(contact->start) : std::optional<base::Instant>());
    json.field_or_null("returned_by", is_shown ? contact->ext : std::string());
    json.field_or_null("returned_call_id", is_shown ? contact->id.text : std::string());
}

void write_item(http::JsonWriter& json, const query::MissedItem& item, const Masking& masking) {
    json.begin_object();
    write_call(json, item.call, masking);
    json.field("attempts", item.missed.attempts);
    write_instant(json, "first_missed_ts", item.missed.first_missed);
    write_instant(json, "last_missed_ts", item.missed.last_missed);
    json.field("callback_status", query::to_string(item.missed.status));
    json.field("callback_attempts", item.missed.callback_attempts);
    write_contact(json, item);
    json.end_object();
}

query::MissedQuestion read(Asking& asking) {
    query::MissedQuestion question;
    question.kpi = asking.read_kpi({"did_e164", "store_id", "ext", "direction", "missed_reason"});
    question.only_unique = asking.parameters.boolean("only_unique").value_or(false);
    question.status = query::read_callback_status(asking.parameters.text("status"), asking.faults);
    question.page = read_page(asking.parameters);
    return question;
}

}  // namespace

http::Answer list_missed(const ApiContext& context, const http::Request& request,
                         const Visitor& visitor, http::QueryParameters& parameters) {
    const auto make = [&](const query::Sources& sources, const Visitor&,
                          const query::MissedQuestion& question) -> base::Result<DatedAnswer> {
        const auto page = query::list_missed(sources, *visitor.tenant, visitor.sight, question);
        if (!page) return page.error();
        const Masking masking(*visitor.tenant, visitor.sight.masked);
        return figures_list(request, question, *page,
                            [&](http::JsonWriter& json, const query::MissedItem& item) {
                                write_item(json, item, masking);
                            });
    };
    return answer_kpi(context, request, visitor, parameters, read, make);
}

}  // namespace edgvoip::api

#include "edgvoip/api/live_view.hpp"

#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/masking.hpp"
#include "edgvoip/api/sight_text.hpp"
#include "edgvoip/query/number_search.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::api {
namespace {

using live::Engaged;
using live::LiveCall;

void write_engaged(http::JsonWriter& json, const Engaged& engaged) {
    json.begin_object();
    json.field("ext", engaged.ext);
    json.field("state", live::to_string(engaged.state));
    json.end_object();
}

}  // namespace

LiveView::LiveView(const Visitor& visitor, call::CallFilter filter)
    : visitor_(visitor), filter_(std::move(filter)) {}

bool LiveView::sees(const LiveCall& live) const {
    return is_asked_for(live) && may_see(live);
}

bool LiveView::is_asked_for(const LiveCall& live) const {
    const call::Call& call = live.call;
    if (filter_.direction && call.direction != *filter_.direction) return false;
    if (filter_.store && call.store != filter_.store) return false;
    if (filter_.without_store && call.store) return false;
    if (!filter_.number) return true;
    return *filter_.number ==
           (filter_.masked ? query::visible_digits(call.remote_number) : call.remote_number);
}

bool LiveView::may_see(const LiveCall& live) const {
    if (filter_.scope_stores && filter_.scope_stores->empty()) return false;
    const query::Sight& sight = visitor_.sight;
    return sight.sees(live.call) || std::ranges::any_of(live.engaged, [&](const Engaged& each) {
               return sight.sees(live.call.store, each.ext);
           });
}

void LiveView::write(http::JsonWriter& json, const LiveCall& live, base::Instant now) const {
    const call::Call& call = live.call;
    const Masking masking(tenant(), visitor_.sight.masked);
    json.begin_object();
    json.field("call_id", call.id.text);
    json.field("direction", call::to_string(call.direction));
    json.field_or_null("from_uri", masking.from_uri(call));
    json.field_or_null("to_uri", masking.to_uri(call));
    json.field_or_null("did_e164", masking.did_e164(call));
    json.field_or_null("ext_number", call.ext_number);
    write_store_id(json, call.store);
    json.field("state", live::to_string(live.state));
    write_instant(json, "start_ts", call.start);
    write_instant(json, "answer_ts", call.answer);
    json.field("duration_sec", std::max<std::int64_t>(0, base::whole_seconds(call.start, now)));
    json.field_or_null("from_name", call.from_name);
    json.field_or_null("queue", live.queue);
    json.key("exts");
    json.begin_array();
    for (const Engaged& engaged : live.engaged) {
        const directory::Extension* const extension = tenant().extension(engaged.ext);
        if (extension != nullptr && visitor_.sight.sees(*extension)) write_engaged(json, engaged);
    }
    json.end_array();
    json.end_object();
}

std::string LiveView::text() const {
    std::string text = tenant().id.uuid.text() + " " + sight_text(visitor_.sight);
    if (filter_.direction) text.append(" ").append(call::to_string(*filter_.direction));
    if (filter_.store) text.append(" ").append(filter_.store->uuid.text());
    if (filter_.without_store) text.append(" none");
    if (filter_.number) text.append(" ").append(*filter_.number);
    return text;
}

}  // namespace edgvoip::api

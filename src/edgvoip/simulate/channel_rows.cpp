#include "edgvoip/simulate/channel_rows.hpp"

#include "edgvoip/simulate/channel_state.hpp"

#include <algorithm>

namespace edgvoip::simulate {
namespace {

/// The account that the leg is charged to: the dialplan's word, or the user's.
std::string_view account_of(const Story& story, const Leg& leg) {
    const auto set =
        std::ranges::find(leg.extra, "accountcode", &decltype(leg.extra)::value_type::first);
    if (set != leg.extra.end()) return set->second;
    const bool is_user = leg.channel == Channel::from_phone || leg.channel == Channel::to_phone;
    return is_user && story.tenant->sets_variables ? std::string_view(story.tenant->slug) : "";
}

bool is_bridged(const Leg& leg) {
    return leg.peer != base::Uuid{} && happened(leg.bridged);
}

}  // namespace

void ChannelRows::clear() {
    rows_.clear();
    count_ = 0;
}

void ChannelRows::field(std::string_view name, std::string_view value) {
    rows_.raw(is_first_field_ ? "\"" : ",\"").raw(name).raw("\":\"").json(value).raw("\"");
    is_first_field_ = false;
}

void ChannelRows::add(const Story& story, const Leg& leg) {
    Text created;
    stamps_.write(created, leg.started);
    rows_.raw(count_ > 0 ? ",{" : "{");
    is_first_field_ = true;
    field("uuid", leg.id.text());
    field("direction", direction_of(leg));
    field("created", created.str());
    field("created_epoch", Text().number(leg.started.us / base::us_per_second).str());
    field("name", channel_name(story, leg));
    field("state", state_of(leg).name);
    place(leg);
    codecs(leg);
    field("secure", "");
    field("hostname", pbx_name);
    field("presence_id", presence_of(story, leg));
    field("presence_data", "");
    field("accountcode", account_of(story, leg));
    field("callstate", call_state_of(leg));
    callee(story, leg);
    beginning(leg);
    rows_.raw("}");
    ++count_;
}

/// Where the leg is: who calls, what is dialled, what the dialplan does.
void ChannelRows::place(const Leg& leg) {
    const Hop& hop = leg.hops.back();
    field("cid_name", hop.caller_name);
    field("cid_num", hop.caller_number);
    field("ip_addr", has_dialplan(leg) ? pbx_address : "");
    field("dest", hop.dialled);
    field("application", leg.apps.empty() ? "" : leg.apps.back().name);
    field("application_data", leg.apps.empty() ? "" : leg.apps.back().data);
    field("dialplan", has_dialplan(leg) ? "XML" : "");
    field("context", hop.context);
}

void ChannelRows::codecs(const Leg& leg) {
    const bool has_sound = leg.media.reported;
    for (const std::string way : {"read", "write"}) {
        field(way + "_codec", has_sound ? "PCMA" : "");
        field(way + "_rate", has_sound ? "8000" : "");
        field(way + "_bit_rate", has_sound ? "64000" : "");
    }
}

void ChannelRows::callee(const Story& story, const Leg& leg) {
    const std::string number = callee_of(story, leg);
    const std::string_view name = number.empty() ? "" : "Outbound Call";
    const Hop& hop = leg.hops.back();
    const bool is_told = is_bridged(leg) && happened(leg.answered);
    const bool has_call = is_bridged(leg) || !is_into_pbx(leg);
    field("callee_name", name);
    field("callee_num", number);
    field("callee_direction", is_told ? "SEND" : "");
    field("call_uuid", has_call ? call_uuid_of(story, leg).text() : "");
    // The phone that was rung is told who calls, the caller whom he has reached.
    field("sent_callee_name", !is_told ? "" : is_into_pbx(leg) ? name : hop.caller_name);
    field("sent_callee_num", !is_told ? "" : is_into_pbx(leg) ? number : hop.caller_number);
}

/// How the leg came into the PBX.
void ChannelRows::beginning(const Leg& leg) {
    const Hop& hop = leg.hops.front();
    field("initial_cid_name", hop.caller_name);
    field("initial_cid_num", hop.caller_number);
    field("initial_ip_addr", has_dialplan(leg) ? pbx_address : "");
    field("initial_dest", hop.dialled);
    field("initial_dialplan", has_dialplan(leg) ? "XML" : "");
    field("initial_context", hop.context);
}

std::string ChannelRows::answer() const {
    // FreeSWITCH writes it so: a space, a newline and no rows.
    if (count_ == 0) return "{\"row_count\": 0}\n";
    Text text;
    text.raw("{\"row_count\":").number(count_).raw(",\"rows\":[").raw(rows_.str()).raw("]}");
    return text.str();
}

}  // namespace edgvoip::simulate

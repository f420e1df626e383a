#include "edgvoip/simulate/event_writer.hpp"

#include "edgvoip/simulate/channel_state.hpp"
#include "edgvoip/simulate/record.hpp"

#include <algorithm>
#include <array>

namespace edgvoip::simulate {
namespace {

constexpr std::size_t event_bytes_expected = 12 * 1024;

/// `Sun, 22 Nov 2026 15:00:16 GMT`.
std::string gmt(base::Instant at) {
    static constexpr std::array<std::string_view, 7> weekdays = {"Thu", "Fri", "Sat", "Sun",
                                                                 "Mon", "Tue", "Wed"};
    static constexpr std::array<std::string_view, 12> months = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string iso = base::to_iso8601(at);
    const auto days = static_cast<std::size_t>(at.us / base::us_per_day);
    const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0') - 1);
    Text text;
    text.raw(weekdays.at(days % weekdays.size())).raw(", ").raw(iso.substr(8, 2)).raw(" ");
    text.raw(months.at(month)).raw(" ").raw(iso.substr(0, 4)).raw(" ").raw(iso.substr(11, 8));
    return text.raw(" GMT").str();
}

std::string_view source_of(const Leg& leg) {
    const bool is_loopback =
        leg.channel == Channel::loopback_a || leg.channel == Channel::loopback_b;
    return is_loopback ? "mod_loopback" : "mod_sofia";
}

/// `1795359616:2c257c15-…:bl_xfer:1001`: the last transfer, without where to.
std::string transfer_source(const Leg& leg) {
    if (leg.transfers.empty()) return {};
    return leg.transfers.back().substr(0, leg.transfers.back().find('/'));
}

/// `0 years, 0 days, 0 hours, 7 minutes, 20 seconds, 170 milliseconds, 27 microseconds`.
std::string up_time(std::int64_t us) {
    const std::int64_t seconds = us / base::us_per_second;
    Text text;
    text.number(seconds / 86'400 / 365).raw(" years, ").number(seconds / 86'400 % 365);
    text.raw(" days, ").number(seconds / 3600 % 24).raw(" hours, ").number(seconds / 60 % 60);
    text.raw(" minutes, ").number(seconds % 60).raw(" seconds, ").number(us / 1000 % 1000);
    return text.raw(" milliseconds, ").number(us % 1000).raw(" microseconds").str();
}

}  // namespace

std::string_view event_name_of(Happening what) {
    switch (what) {
        case Happening::created:
            return "CHANNEL_CREATE";
        case Happening::progress:
            return "CHANNEL_PROGRESS";
        case Happening::progress_media:
            return "CHANNEL_PROGRESS_MEDIA";
        case Happening::executed:
            return "CHANNEL_EXECUTE";
        case Happening::answered:
            return "CHANNEL_ANSWER";
        case Happening::bridged:
            return "CHANNEL_BRIDGE";
        case Happening::unbridged:
            return "CHANNEL_UNBRIDGE";
        case Happening::held:
            return "CHANNEL_HOLD";
        case Happening::resumed:
            return "CHANNEL_UNHOLD";
        case Happening::hung_up:
            return "CHANNEL_HANGUP";
        case Happening::hangup_complete:
            return "CHANNEL_HANGUP_COMPLETE";
        case Happening::destroyed:
            return "CHANNEL_DESTROY";
    }
    throw base::Bug("a happening of a known kind");
}

EventWriter::EventWriter(const Chain& chain, const base::TimeZone& zone,
                         const RecordOptions& options)
    : Variables(zone, options.bulk), stamps_(zone), core_uuid_(core_uuid_of(chain)) {
    text_.reserve(event_bytes_expected);
}

/// Set again, a variable has its new value: a channel has one of each name.
void EventWriter::put_list(std::string_view name, const std::vector<std::string>& values) {
    const auto known = std::ranges::find(variables_, name, &Variable::name);
    if (known != variables_.end()) {
        known->values = values;
    } else {
        variables_.push_back({std::string(name), values});
    }
}

void EventWriter::put(std::string_view name, std::string_view value) {
    put_list(name, {std::string(value)});
}

void EventWriter::field(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_.raw(",\"").raw(name).raw("\":\"").json(value).raw("\"");
}

void EventWriter::field(std::string_view name, std::int64_t value) {
    text_.raw(",\"").raw(name).raw("\":\"").number(value).raw("\"");
}

void EventWriter::field_of(std::string_view who, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_.raw(",\"").raw(who).raw("-").raw(name).raw("\":\"").json(value).raw("\"");
}

void EventWriter::field_of(std::string_view who, std::string_view name, base::Instant value) {
    field_of(who, name, std::string_view(Text().number(value.us).str()));
}

void EventWriter::begin(std::string_view event, base::Instant at, std::int64_t sequence) {
    Text local;
    stamps_.write(local, at);
    text_.clear();
    text_.raw(R"({"Event-Name":")").raw(event).raw("\"");
    field("Core-UUID", core_uuid_);
    field("FreeSWITCH-Hostname", pbx_name);
    field("FreeSWITCH-Switchname", pbx_name);
    field("FreeSWITCH-IPv4", pbx_address);
    field("FreeSWITCH-IPv6", "::1");
    field("Event-Date-Local", local.str());
    field("Event-Date-GMT", gmt(at));
    field("Event-Date-Timestamp", at.us);
    field("Event-Sequence", sequence);
}

std::string_view EventWriter::write(const Story& story, const Moment& moment,
                                    std::int64_t sequence) {
    story_ = &story;
    begin(event_name_of(moment.what), moment.at, sequence);
    head(moment);
    channel(moment);
    codecs(moment.leg);
    profile("Caller", moment.leg);
    other(moment);
    if (moment.what == Happening::executed) {
        field("Application", moment.leg.apps.back().name);
        field("Application-Data", moment.leg.apps.back().data);
    }
    variables_.clear();
    tell(story, moment.leg);
    write_variables();
    return text_.raw("}").str();
}

void EventWriter::head(const Moment& moment) {
    if (moment.what == Happening::bridged || moment.what == Happening::unbridged) {
        field("Bridge-A-Unique-ID", moment.leg.id.text());
        field("Bridge-B-Unique-ID", moment.other.value().id.text());
    }
    if (happened(moment.leg.ended)) field("Hangup-Cause", moment.leg.cause);
}

void EventWriter::channel(const Moment& moment) {
    const Leg& leg = moment.leg;
    const ChannelState state = state_in(moment);
    field("Channel-State", state.name);
    field("Channel-Call-State", call_state_in(moment));
    field("Channel-State-Number", state.number);
    field("Channel-Name", channel_name(*story_, leg));
    field("Unique-ID", leg.id.text());
    field("Call-Direction", direction_of(leg));
    field("Presence-Call-Direction", direction_of(leg));
    field("Channel-HIT-Dialplan", leg.hops.back().extension.empty() ? "false" : "true");
    field("Channel-Presence-ID", presence_of(*story_, leg));
    field("Channel-Call-UUID", call_uuid_of(*story_, leg).text());
    field("Answer-State", answer_state_of(leg));
}

void EventWriter::codecs(const Leg& leg) {
    if (!leg.media.reported) return;
    for (const std::string_view way : {"Channel-Read-Codec", "Channel-Write-Codec"}) {
        field_of(way, "Name", "PCMA");
        field_of(way, "Rate", "8000");
        field_of(way, "Bit-Rate", "64000");
    }
}

void EventWriter::profile(std::string_view who, const Leg& leg) {
    const Hop& hop = leg.hops.back();
    const Hop& first = leg.hops.front();
    const std::string callee = callee_of(*story_, leg);
    const bool hides = leg.channel == Channel::from_trunk && story_->anonymous;
    field_of(who, "Direction", direction_of(leg));
    field_of(who, "Logical-Direction", direction_of(leg));
    field_of(who, "Username", hop.caller_number);
    field_of(who, "Dialplan", has_dialplan(leg) ? "XML" : "");
    field_of(who, "Caller-ID-Name", hop.caller_name);
    field_of(who, "Caller-ID-Number", hop.caller_number);
    field_of(who, "Orig-Caller-ID-Name", first.caller_name);
    field_of(who, "Orig-Caller-ID-Number", first.caller_number);
    field_of(who, "Callee-ID-Name", callee.empty() ? "" : "Outbound Call");
    field_of(who, "Callee-ID-Number", callee);
    field_of(who, "Network-Addr", has_dialplan(leg) ? pbx_address : "");
    field_of(who, "ANI", hop.caller_number);
    field_of(who, "Destination-Number", hop.dialled);
    field_of(who, "Unique-ID", leg.id.text());
    field_of(who, "Source", source_of(leg));
    field_of(who, "Transfer-Source", transfer_source(leg));
    field_of(who, "Context", hop.context);
    field_of(who, "RDNIS", hop.redirected_from);
    field_of(who, "Channel-Name", channel_name(*story_, leg));
    profile_times(who, leg);
    field_of(who, "Screen-Bit", "true");
    field_of(who, "Privacy-Hide-Name", hides ? "true" : "false");
    field_of(who, "Privacy-Hide-Number", hides ? "true" : "false");
}

void EventWriter::profile_times(std::string_view who, const Leg& leg) {
    const Hop& hop = leg.hops.back();
    if (who == "Caller") {
        field_of(who, "Profile-Index",
                 std::string_view(Text().number(std::int64_t(leg.hops.size())).str()));
    }
    const std::pair<std::string_view, base::Instant> times[] = {
        {"Profile-Created-Time", hop.entered},
        {"Channel-Created-Time", leg.started},
        {"Channel-Answered-Time", leg.answered},
        {"Channel-Progress-Time", leg.progress},
        {"Channel-Progress-Media-Time", leg.progress_media},
        {"Channel-Hangup-Time", leg.ended},
        {"Channel-Transfer-Time", {}},
        {"Channel-Resurrect-Time", {}},
        {"Channel-Bridged-Time", hop.bridged},
        {"Channel-Last-Hold", leg.hold.from},
        {"Channel-Hold-Accum", {held_us(leg)}}};
    for (const auto& [name, instant] : times)
        field_of(who, name, instant);
}

void EventWriter::other(const Moment& moment) {
    if (!moment.other) return;
    const bool was_rung =
        moment.leg.originator != base::Uuid{} || moment.leg.hops.back().has_originator;
    field("Other-Type", was_rung ? "originator" : "originatee");
    profile("Other-Leg", *moment.other);
}

void EventWriter::write_variables() {
    for (const Variable& variable : variables_) {
        if (variable.values.size() == 1) {
            field("variable_" + variable.name, variable.values.front());
            continue;
        }
        text_.raw(",\"variable_").raw(variable.name).raw("\":[");
        bool first = true;
        for (const std::string& value : variable.values) {
            text_.raw(first ? "\"" : ",\"").json(value).raw("\"");
            first = false;
        }
        text_.raw("]");
    }
}

std::string_view EventWriter::heartbeat(const Health& health, base::Instant at,
                                        std::int64_t sequence) {
    const std::int64_t up_us = at.us - health.up_since.us;
    begin("HEARTBEAT", at, sequence);
    field("Event-Info", "System Ready");
    field("Up-Time", up_time(up_us));
    field("FreeSWITCH-Version", "1.10.12-release");
    field("Uptime-msec", up_us / 1000);
    field("Session-Count", health.sessions);
    field("Max-Sessions", 1000);
    field("Session-Since-Startup", health.sessions_since_up);
    return text_.raw("}").str();
}

}  // namespace edgvoip::simulate

#include "edgvoip/source/freeswitch/channel_event.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/cdr_values.hpp"
#include "edgvoip/source/freeswitch/json_object.hpp"
#include "edgvoip/source/freeswitch/leg_variables.hpp"

#include <array>
#include <utility>

namespace edgvoip::source::freeswitch {
namespace {

using call::LegRecord;
using Kind = ChannelEvent::Kind;

constexpr std::pair<std::string_view, Kind> kinds[] = {
    {"CHANNEL_CREATE", Kind::changed},         {"CHANNEL_PROGRESS", Kind::changed},
    {"CHANNEL_PROGRESS_MEDIA", Kind::changed}, {"CHANNEL_ANSWER", Kind::changed},
    {"CHANNEL_EXECUTE", Kind::executed},       {"CHANNEL_BRIDGE", Kind::bridged},
    {"CHANNEL_UNBRIDGE", Kind::unbridged},     {"CHANNEL_HOLD", Kind::held},
    {"CHANNEL_UNHOLD", Kind::resumed},         {"CHANNEL_HANGUP", Kind::ended},
    {"CHANNEL_HANGUP_COMPLETE", Kind::ended},  {"CHANNEL_DESTROY", Kind::ended},
};

std::optional<Kind> kind_of(std::string_view name) {
    for (const auto& [known, kind] : kinds) {
        if (known == name) return kind;
    }
    return std::nullopt;
}

/// A profile's time; 0 stands for what has not happened.
std::optional<base::Instant> time_of(const Variables& header, std::string_view key) {
    return optional_instant(header.number(key));
}

void read_times(const Variables& header, base::Instant at, LegRecord& leg) {
    leg.started = time_of(header, "Caller-Channel-Created-Time").value_or(at);
    leg.answered = time_of(header, "Caller-Channel-Answered-Time");
    leg.bridged = time_of(header, "Caller-Channel-Bridged-Time");
    leg.progress = time_of(header, "Caller-Channel-Progress-Time");
    if (!leg.progress) leg.progress = time_of(header, "Caller-Channel-Progress-Media-Time");
    leg.ended = at;
}

LegRecord::Hop read_profile(const Variables& header) {
    LegRecord::Hop hop;
    hop.caller_number = header.text("Caller-Caller-ID-Number");
    hop.caller_name = header.text("Caller-Caller-ID-Name");
    hop.dialled = header.text("Caller-Destination-Number");
    hop.context = header.text("Caller-Context");
    return hop;
}

/// The other half of a bridge as one of its halves tells it.
std::string other_of_bridge(const Variables& header, const std::string& own) {
    for (const std::string_view key :
         {"Bridge-A-Unique-ID", "Bridge-B-Unique-ID", "Other-Leg-Unique-ID"}) {
        std::string id = header.id(key);
        if (!id.empty() && id != own) return id;
    }
    return {};
}

base::Result<LegRecord> read_leg(const boost::json::object& event, const Variables& header,
                                 base::Instant at) {
    LegRecord leg;
    leg.leg_id = header.id("Unique-ID");
    if (leg.leg_id.empty()) return base::invalid("Unique-ID is missing or no id");
    const std::string direction = header.text("Call-Direction");
    if (direction != "inbound" && direction != "outbound") {
        return base::invalid("Call-Direction is neither inbound nor outbound");
    }
    leg.into_pbx = direction == "inbound";
    read_variables(Variables(event, "variable_"), leg);
    leg.channel_name = header.text("Channel-Name");
    read_times(header, at, leg);
    leg.hops.push_back(read_profile(header));
    if (leg.links.originator.empty() && header.text("Other-Type") == "originator") {
        leg.links.originator = header.id("Other-Leg-Unique-ID");
    }
    return leg;
}

base::Result<std::optional<ChannelEvent>> read_event(const boost::json::object& event) {
    const Variables header(event, {});
    const std::string name = header.text("Event-Name");
    if (name.empty()) return base::invalid("Event-Name is missing");
    const auto kind = kind_of(name);
    if (!kind) return std::optional<ChannelEvent>();
    const auto at = optional_instant(header.number("Event-Date-Timestamp"));
    if (!at) return base::invalid("Event-Date-Timestamp is no time between 2000 and 2100");
    auto leg = read_leg(event, header, *at);
    if (!leg) return leg.error();
    ChannelEvent told;
    told.kind = *kind;
    told.at = *at;
    if (*kind == Kind::executed) {
        told.step = {header.text("Application"), header.text("Application-Data")};
    }
    if (*kind == Kind::bridged || *kind == Kind::unbridged) {
        told.other = other_of_bridge(header, leg->leg_id);
    }
    told.leg = std::move(*leg);
    return std::optional(std::move(told));
}

}  // namespace

base::Result<std::optional<ChannelEvent>> decode_channel_event(std::string_view json,
                                                               std::string_view source) {
    if (json.size() > base::limits::record_bytes_max) {
        return base::Error{
            base::Fault::exhausted,
            "an event of more than " + std::to_string(base::limits::record_bytes_max) + " bytes"};
    }
    auto event = read_object(json, read_event);
    if (event && *event) {
        (*event)->leg.source = source;
        (*event)->leg.adapter = "freeswitch-event";
    }
    return event;
}

}  // namespace edgvoip::source::freeswitch

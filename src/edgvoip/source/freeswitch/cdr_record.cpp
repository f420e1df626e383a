#include "edgvoip/source/freeswitch/cdr_record.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/cdr_values.hpp"
#include "edgvoip/source/freeswitch/leg_variables.hpp"

#include <algorithm>
#include <limits>

namespace edgvoip::source::freeswitch {
namespace {

using call::LegRecord;

constexpr std::int64_t leg_days_max = 366;

std::optional<base::Error> read_instant(const Variables& variables, std::string_view key,
                                        base::Instant& instant) {
    const auto us = variables.number(key);
    if (!us) return base::invalid(std::string(key) + " is missing or no number");
    const auto sane = optional_instant(us);
    if (!sane) return base::invalid(std::string(key) + " is no time between 2000 and 2100");
    instant = *sane;
    return std::nullopt;
}

std::optional<base::Error> read_times(const Variables& variables, LegRecord& leg) {
    if (auto error = read_instant(variables, "start_uepoch", leg.started)) return error;
    if (auto error = read_instant(variables, "end_uepoch", leg.ended)) return error;
    if (leg.ended < leg.started) return base::invalid("end_uepoch is before start_uepoch");
    if (leg.ended.us - leg.started.us > leg_days_max * base::us_per_day) {
        return base::invalid("end_uepoch is more than a year after start_uepoch");
    }
    leg.answered = optional_instant(variables.number("answer_uepoch"));
    leg.bridged = optional_instant(variables.number("bridge_uepoch"));
    leg.progress = optional_instant(variables.number("progress_uepoch"));
    if (!leg.progress) leg.progress = optional_instant(variables.number("progress_media_uepoch"));
    leg.pbx_billsec_ms = std::max<std::int64_t>(0, variables.number("billmsec").value_or(0));
    return std::nullopt;
}

std::optional<base::Error> read_direction(const boost::json::object& record,
                                          const Variables& variables, LegRecord& leg) {
    std::string direction = variables.text("direction");
    if (const auto* channel = member_object(record, "channel_data")) {
        const auto said = scalar_text(*channel, "direction");
        if (said && !said->empty()) direction = clean_text(*said);
    }
    if (direction != "inbound" && direction != "outbound") {
        return base::invalid("direction is neither inbound nor outbound");
    }
    leg.into_pbx = direction == "inbound";
    return std::nullopt;
}

/// Empty when the member is missing or no text.
std::string clean_member(const boost::json::object& object, std::string_view key) {
    std::string room;
    return clean_text(scalar_view(object, key, room).value_or(std::string_view()));
}

/// The member's profile list below `<group>`, such as `originatee.originatee_caller_profiles`.
const boost::json::array* profiles(const boost::json::object& profile, std::string_view group,
                                   std::string_view list) {
    const auto* holder = member_object(profile, group);
    return holder == nullptr ? nullptr : member_array(*holder, list);
}

std::vector<LegRecord::Reached> read_reached(const boost::json::object& profile) {
    std::vector<LegRecord::Reached> legs;
    const auto* list = profiles(profile, "originatee", "originatee_caller_profiles");
    if (list == nullptr) return legs;
    for (const boost::json::value& item : *list) {
        const auto* other = item.if_object();
        if (other == nullptr || legs.size() >= base::limits::record_apps_max) continue;
        const std::string id = scalar_text(*other, "uuid").value_or("");
        if (!is_sane_id(id)) continue;
        if (std::ranges::find(legs, id, &LegRecord::Reached::leg_id) != legs.end()) continue;
        legs.push_back({id, clean_member(*other, "chan_name")});
    }
    return legs;
}

LegRecord::Hop read_hop(const boost::json::object& step, const boost::json::object& profile) {
    const auto text = [&profile](std::string_view key) { return clean_member(profile, key); };
    LegRecord::Hop hop;
    hop.caller_number = text("caller_id_number");
    hop.caller_name = text("caller_id_name");
    hop.dialled = text("destination_number");
    hop.context = text("context");
    if (const auto* times = member_object(step, "times")) {
        const auto bridged = scalar_text(*times, "bridged_time");
        if (bridged) hop.bridged = optional_instant(whole_number(*bridged));
    }
    hop.reached = read_reached(profile);
    return hop;
}

/// The leg that made this one, as the oldest hop tells it: later hops name whoever it was joined
/// with since.
std::string originator_of(const boost::json::object& profile) {
    const auto* list = profiles(profile, "originator", "originator_caller_profiles");
    if (list == nullptr || list->empty()) return {};
    const auto* other = list->front().if_object();
    const std::string id = other == nullptr ? "" : scalar_text(*other, "uuid").value_or("");
    return is_sane_id(id) ? id : std::string();
}

/// `callflow` is written newest first.
void read_callflow(const boost::json::object& record, LegRecord& leg) {
    const auto* flow = member_array(record, "callflow");
    if (flow == nullptr) return;
    const boost::json::object* oldest = nullptr;
    for (std::size_t i = flow->size(); i > 0; --i) {
        const auto* step = (*flow)[i - 1].if_object();
        const auto* profile = step == nullptr ? nullptr : member_object(*step, "caller_profile");
        if (profile == nullptr) continue;
        if (oldest == nullptr) oldest = profile;
        leg.hops.push_back(read_hop(*step, *profile));
        if (leg.hops.size() == base::limits::record_apps_max) break;
    }
    if (oldest != nullptr && leg.links.originator.empty()) {
        leg.links.originator = originator_of(*oldest);
    }
}

/// Returns how many steps the record holds, kept or not.
std::size_t read_apps(const boost::json::object& record, LegRecord& leg) {
    const auto* log = member_object(record, "app_log");
    const auto* list = log == nullptr ? nullptr : member_array(*log, "applications");
    if (list == nullptr) return 0;
    for (const boost::json::value& item : *list) {
        const auto* step = item.if_object();
        if (step == nullptr || leg.apps.size() == base::limits::record_apps_max) continue;
        leg.apps.push_back({clean_member(*step, "app_name"), clean_member(*step, "app_data")});
    }
    return list->size();
}

}  // namespace

base::Result<LegRecord> read_record(const boost::json::object& record) {
    const auto* members = member_object(record, "variables");
    if (members == nullptr) return base::invalid("variables is missing or no object");
    const Variables variables(*members);
    LegRecord leg;
    leg.leg_id = variables.id("uuid");
    if (leg.leg_id.empty()) {
        return base::invalid("uuid is missing or not 1 to 128 characters of A-Z a-z 0-9 . _ : -");
    }
    if (auto error = read_times(variables, leg)) return *error;
    if (auto error = read_direction(record, variables, leg)) return *error;
    read_variables(variables, leg);
    read_callflow(record, leg);
    const std::size_t steps = read_apps(record, leg);
    leg.detail = static_cast<std::int32_t>(variables.size() + leg.hops.size() + steps);
    return leg;
}

}  // namespace edgvoip::source::freeswitch

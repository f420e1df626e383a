#include "edgvoip/simulate/leg_record_of.hpp"

#include "base/limits.hpp"
#include "edgvoip/simulate/record.hpp"
#include "edgvoip/simulate/sound.hpp"
#include "edgvoip/simulate/variables_count.hpp"

#include <algorithm>
#include <optional>

namespace edgvoip::simulate {
namespace {

using call::LegRecord;

std::optional<base::Instant> maybe(base::Instant instant) {
    if (!happened(instant)) return std::nullopt;
    return instant;
}

std::string id_of(const base::Uuid& leg) {
    return leg == base::Uuid{} ? std::string() : leg.text();
}

/// As much of a text as is kept of a record: whole characters only.
std::string kept(const std::string& text) {
    std::size_t size = base::limits::record_text_bytes_max;
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return text.substr(0, size);
}

bool is_user(const Leg& leg) {
    return leg.channel == Channel::from_phone || leg.channel == Channel::to_phone;
}

/// The links that the channel knows itself; the dialplan's variables may tell of more.
void tell_links(const Story& story, const Leg& leg, LegRecord::Links& links) {
    links.originating_leg = id_of(leg.originator);
    links.originator = links.originating_leg;
    if (links.originator.empty() && leg.hops.front().has_originator) {
        links.originator = story.legs.front().id.text();
    }
    if (leg.peer == base::Uuid{}) {
        links.signal_bond = links.originating_leg;
        return;
    }
    links.signal_bond = leg.peer.text();
    if (!leg.only_signal_bond) links.bridged_to = links.signal_bond;
}

std::vector<LegRecord::Originated> originated_by(const Leg& leg) {
    std::vector<LegRecord::Originated> legs;
    legs.reserve(leg.attempts.size());
    for (const Attempt& attempt : leg.attempts) {
        legs.push_back({attempt.leg.text(), attempt.dialled, std::string(attempt.cause)});
    }
    return legs;
}

void tell_parties(const Story& story, const Leg& leg, LegRecord& record) {
    const Tenant& tenant = *story.tenant;
    if (leg.channel == Channel::from_phone) {
        record.domain_name = tenant.sip_domain;
        record.auth_realm = tenant.sip_domain;
        record.auth_user = leg.ext;
    }
    if (is_user(leg)) {
        if (tenant.sets_variables) record.account_code = tenant.slug;
        record.shown_number = tenant.stores[extension_of(tenant, leg.ext).store].did_e164;
    }
    if (leg.channel == Channel::to_phone || !leg.dialed_user.empty()) {
        record.dialed_user = leg.dialed_user;
        record.dialed_domain = tenant.sip_domain;
    }
    if (leg.channel == Channel::to_trunk) record.gateway = "carrier";
    record.originated = originated_by(leg);
}

void tell_times(const Leg& leg, LegRecord& record) {
    record.started = leg.started;
    record.ended = leg.ended;
    record.answered = maybe(leg.answered);
    record.bridged = maybe(leg.bridged);
    record.progress = maybe(happened(leg.progress) ? leg.progress : leg.progress_media);
    if (record.answered) record.pbx_billsec_ms = (leg.ended.us - leg.answered.us) / us_per_ms;
}

void tell_outcome(const Leg& leg, LegRecord& record) {
    record.hangup_cause = leg.cause;
    record.q850 = q850_of(leg.cause);
    record.originate_disposition = leg.originate_disposition;
    record.bridge_hangup_cause = leg.bridge_cause;
    record.last_bridge_cause = leg.last_bridge_cause;
    record.refused_sip_status = leg.refused_status;
    record.hangup_disposition = leg.hangup_disposition;
    record.endpoint_disposition = leg.endpoint_disposition;
    if (!record.links.bridged_to.empty()) record.bridge_channel = leg.peer_channel;
    record.transfers = leg.transfers;
}

void tell_media(const Leg& leg, LegRecord::Media& media) {
    if (!leg.media.reported) return;
    const Sound sound = sound_of(leg);
    const auto hundredths = [](std::int64_t value) { return static_cast<double>(value) / 100; };
    media.reported = true;
    media.codec = "PCMA";
    media.ptime_ms = 20;
    media.packets = sound.received;
    media.jitter_loss_rate = hundredths(sound.loss_rate_centi);
    media.mean_interval_ms = hundredths(sound.interval_centi);
    media.pbx_mos = hundredths(sound.mos);
}

std::vector<LegRecord::Reached> reached_from(const Story& story, const Leg& leg, const Hop& hop) {
    std::vector<LegRecord::Reached> legs;
    if (hop.has_originator) return legs;
    for (const Attempt& attempt : leg.attempts) {
        const bool here =
            attempt.at >= hop.entered && (!happened(hop.left) || attempt.at < hop.left);
        if (here && attempt.cause == "NONE") {
            legs.push_back({attempt.leg.text(), attempt.channel_name});
        }
    }
    const bool joined_anew = &hop == &leg.hops.back() && leg.bridged == hop.entered;
    if (!joined_anew) return legs;
    LegRecord::Reached peer{story.leg_of(leg.peer).id.text(), leg.peer_channel};
    const auto known = std::ranges::find(legs, peer.leg_id, &LegRecord::Reached::leg_id);
    if (known == legs.end()) legs.push_back(std::move(peer));
    return legs;
}

void tell_way(const Story& story, const Leg& leg, LegRecord& record) {
    record.hops.reserve(leg.hops.size());
    for (const Hop& hop : leg.hops) {
        const bool bridged = !happened(hop.left) || hop.bridged <= hop.left;
        record.hops.push_back({.caller_number = hop.caller_number,
                               .caller_name = hop.caller_name,
                               .dialled = hop.dialled,
                               .context = hop.context,
                               .bridged = bridged ? maybe(hop.bridged) : std::nullopt,
                               .reached = reached_from(story, leg, hop)});
    }
    record.apps.reserve(leg.apps.size());
    for (const App& app : leg.apps)
        record.apps.push_back({app.name, kept(app.data)});
    if (leg.apps.empty()) return;
    record.last_app = record.apps.back().name;
    record.last_arg = record.apps.back().argument;
}

/// Where a record keeps a variable that the dialplan sets; null when it does not.
std::string* place_of(std::string_view variable, LegRecord& record) {
    static constexpr std::pair<std::string_view, std::string LegRecord::*> of_leg[] = {
        {"domain_name", &LegRecord::domain_name},
        {"accountcode", &LegRecord::account_code},
        {"effective_caller_id_number", &LegRecord::shown_number}};
    static constexpr std::pair<std::string_view, std::string LegRecord::Links::*> of_links[] = {
        {"other_loopback_leg_uuid", &LegRecord::Links::loopback_peer},
        {"loopback_from_uuid", &LegRecord::Links::loopback_from},
        {"loopback_bowout_other_uuid", &LegRecord::Links::loopback_bowout},
        {"cc_member_session_uuid", &LegRecord::Links::queue_member}};
    static constexpr std::pair<std::string_view, std::string LegRecord::Queue::*> of_queue[] = {
        {"cc_side", &LegRecord::Queue::side},
        {"cc_queue", &LegRecord::Queue::name},
        {"cc_agent", &LegRecord::Queue::agent},
        {"cc_cause", &LegRecord::Queue::cause},
        {"cc_cancel_reason", &LegRecord::Queue::cancel_reason}};
    for (const auto& [name, member] : of_leg) {
        if (name == variable) return &(record.*member);
    }
    for (const auto& [name, member] : of_links) {
        if (name == variable) return &(record.links.*member);
    }
    for (const auto& [name, member] : of_queue) {
        if (name == variable) return &(record.queue.*member);
    }
    return nullptr;
}

/// The variables that the dialplan set; the last value of each counts.
void tell_set(const Leg& leg, LegRecord& record) {
    std::string folder;
    std::string name;
    for (const auto& [variable, value] : leg.extra) {
        if (std::string* place = place_of(variable, record)) {
            *place = value;
        } else if (variable == "record_path") {
            folder = value;
        } else if (variable == "record_name") {
            name = value;
        } else if (variable == "record_seconds") {
            record.recorded = true;
        }
    }
    record.recorded = record.recorded || !folder.empty() || !name.empty();
    if (!name.empty()) record.recording_path = folder + "/" + name;
}

}  // namespace

LegRecord leg_record_of(const Story& story, const Leg& leg, std::string_view source) {
    LegRecord record;
    record.source = source;
    record.adapter = "freeswitch-json";
    record.raw_ref = RecordWriter::file_name(leg);
    record.leg_id = leg.id.text();
    record.into_pbx = is_into_pbx(leg);
    record.channel_name = channel_name(story, leg);
    tell_links(story, leg, record.links);
    tell_parties(story, leg, record);
    tell_times(leg, record);
    tell_outcome(leg, record);
    tell_media(leg, record.media);
    tell_way(story, leg, record);
    tell_set(leg, record);
    record.detail =
        variables_count(story, leg) + static_cast<std::int32_t>(leg.hops.size() + leg.apps.size());
    return record;
}

}  // namespace edgvoip::simulate

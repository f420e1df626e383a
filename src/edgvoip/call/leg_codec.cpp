#include "edgvoip/call/leg_codec.hpp"

#include <bit>
#include <charconv>
#include <cstring>

namespace edgvoip::call {
namespace {

constexpr char format = 1;
/// Stands where a tag would, behind the last triple: without it the bytes were cut.
constexpr char end_mark = 0;
/// Most records are smaller.
constexpr std::size_t usual_bytes = 1024;

void put_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>(static_cast<unsigned char>(value | 0x80));
        value >>= 7;
    }
    out += static_cast<char>(value);
}

/// Writes every field that is not empty or zero.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void text(unsigned tag, const std::string& value) {
        if (!value.empty()) bytes(tag, value);
    }
    void number(unsigned tag, std::int64_t value) {
        if (value != 0) present(tag, value);
    }
    /// A number whose presence says something, also when it is 0.
    void present(unsigned tag, std::int64_t value) {
        std::string packed;
        // Zigzag, so that small negative numbers stay small.
        put_varint(packed, (static_cast<std::uint64_t>(value) << 1) ^
                               static_cast<std::uint64_t>(value >> 63));
        bytes(tag, packed);
    }
    void real(unsigned tag, double value) {
        number(tag, static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(value)));
    }
    void real(unsigned tag, const std::optional<double>& value) {
        if (value) present(tag, static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(*value)));
    }
    void instant(unsigned tag, const std::optional<base::Instant>& value) {
        if (value) present(tag, value->us);
    }
    void texts(unsigned tag, const std::vector<const std::string*>& values) {
        std::string packed;
        for (const std::string* value : values) {
            put_varint(packed, value->size());
            packed += *value;
        }
        bytes(tag, packed);
    }

private:
    void bytes(unsigned tag, const std::string& value) {
        put_varint(out_, tag);
        put_varint(out_, value.size());
        out_ += value;
    }

    std::string& out_;
};

/// Takes varints and byte runs off the front; `ok` turns false at the first thing that is not one.
struct Reader {
    std::string_view rest;
    bool ok = true;

    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest.empty()) break;
            const auto byte = static_cast<unsigned char>(rest.front());
            rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        ok = false;
        return 0;
    }
    std::string_view bytes() {
        const std::uint64_t size = varint();
        if (!ok || size > rest.size()) {
            ok = false;
            return {};
        }
        const std::string_view value = rest.substr(0, size);
        rest.remove_prefix(size);
        return value;
    }
    std::string text() { return std::string(bytes()); }
};

enum Tag : unsigned {
    t_source = 1,
    t_adapter,
    t_raw_ref,
    t_leg_id,
    t_into_pbx,
    t_channel_name,
    t_originating_leg,
    t_originator,
    t_bridged_to,
    t_signal_bond,
    t_loopback_peer,
    t_loopback_from,
    t_loopback_bowout,
    t_queue_member,
    t_originated,
    t_domain_name,
    t_auth_realm,
    t_auth_user,
    t_dialed_user,
    t_dialed_domain,
    t_account_code,
    t_gateway,
    t_shown_number,
    t_hop,
    t_started,
    t_answered,
    t_bridged,
    t_progress,
    t_ended,
    t_pbx_billsec,
    t_hangup_cause,
    t_q850,
    t_originate_disposition,
    t_bridge_hangup_cause,
    t_last_bridge_cause,
    t_refused_sip_status,
    t_hangup_disposition,
    t_endpoint_disposition,
    t_bridge_channel,
    t_last_app,
    t_last_arg,
    t_transfer,
    t_app,
    t_queue,
    t_recorded,
    t_recording_path,
    t_media_reported,
    t_codec,
    t_ptime,
    t_packets,
    t_jitter_loss_rate,
    t_mean_interval,
    t_pbx_mos,
    t_detail,
};

/// Four texts, then, when the hop has them, the instant as digits and each leg it reached.
void write_hop(Writer& out, const LegRecord::Hop& hop) {
    std::vector<const std::string*> texts = {&hop.caller_number, &hop.caller_name, &hop.dialled,
                                             &hop.context};
    const std::string bridged = hop.bridged ? std::to_string(hop.bridged->us) : std::string();
    if (hop.bridged || !hop.reached.empty()) texts.push_back(&bridged);
    for (const auto& leg : hop.reached) {
        texts.push_back(&leg.leg_id);
        texts.push_back(&leg.channel_name);
    }
    out.texts(t_hop, texts);
}

void write_lists(Writer& out, const LegRecord& record) {
    for (const auto& leg : record.originated) {
        out.texts(t_originated, {&leg.leg_id, &leg.dialled, &leg.cause});
    }
    for (const auto& hop : record.hops) {
        write_hop(out, hop);
    }
    for (const auto& transfer : record.transfers)
        out.texts(t_transfer, {&transfer});
    for (const auto& app : record.apps)
        out.texts(t_app, {&app.name, &app.argument});
    if (record.queue != LegRecord::Queue{}) {
        out.texts(t_queue, {&record.queue.side, &record.queue.name, &record.queue.agent,
                            &record.queue.cause, &record.queue.cancel_reason});
    }
}

void write_media(Writer& out, const LegRecord::Media& media) {
    out.number(t_media_reported, media.reported ? 1 : 0);
    out.text(t_codec, media.codec);
    out.number(t_ptime, media.ptime_ms);
    out.number(t_packets, media.packets);
    out.real(t_jitter_loss_rate, media.jitter_loss_rate);
    out.real(t_mean_interval, media.mean_interval_ms);
    out.real(t_pbx_mos, media.pbx_mos);
}

std::int64_t number_of(std::string_view bytes, bool& ok) {
    Reader reader{bytes};
    const std::uint64_t packed = reader.varint();
    ok = ok && reader.ok && reader.rest.empty();
    return static_cast<std::int64_t>((packed >> 1) ^ (~(packed & 1) + 1));
}

/// The text member that a tag stands for, or null.
template <class Record>
auto text_member(Record& r, unsigned tag) -> decltype(&r.source) {
    switch (tag) {
        case t_source:
            return &r.source;
        case t_adapter:
            return &r.adapter;
        case t_raw_ref:
            return &r.raw_ref;
        case t_leg_id:
            return &r.leg_id;
        case t_channel_name:
            return &r.channel_name;
        case t_originating_leg:
            return &r.links.originating_leg;
        case t_originator:
            return &r.links.originator;
        case t_bridged_to:
            return &r.links.bridged_to;
        case t_signal_bond:
            return &r.links.signal_bond;
        case t_loopback_peer:
            return &r.links.loopback_peer;
        case t_loopback_from:
            return &r.links.loopback_from;
        case t_loopback_bowout:
            return &r.links.loopback_bowout;
        case t_queue_member:
            return &r.links.queue_member;
        case t_domain_name:
            return &r.domain_name;
        case t_auth_realm:
            return &r.auth_realm;
        case t_auth_user:
            return &r.auth_user;
        case t_dialed_user:
            return &r.dialed_user;
        case t_dialed_domain:
            return &r.dialed_domain;
        case t_account_code:
            return &r.account_code;
        case t_gateway:
            return &r.gateway;
        case t_shown_number:
            return &r.shown_number;
        case t_hangup_cause:
            return &r.hangup_cause;
        case t_originate_disposition:
            return &r.originate_disposition;
        case t_bridge_hangup_cause:
            return &r.bridge_hangup_cause;
        case t_last_bridge_cause:
            return &r.last_bridge_cause;
        case t_hangup_disposition:
            return &r.hangup_disposition;
        case t_endpoint_disposition:
            return &r.endpoint_disposition;
        case t_bridge_channel:
            return &r.bridge_channel;
        case t_last_app:
            return &r.last_app;
        case t_last_arg:
            return &r.last_arg;
        case t_recording_path:
            return &r.recording_path;
        case t_codec:
            return &r.media.codec;
        default:
            return nullptr;
    }
}

bool read_number(LegRecord& r, unsigned tag, std::int64_t value) {
    const auto real = [value] { return std::bit_cast<double>(static_cast<std::uint64_t>(value)); };
    const auto narrow = static_cast<std::int32_t>(value);
    switch (tag) {
        case t_into_pbx:
            r.into_pbx = value != 0;
            return true;
        case t_started:
            r.started = {value};
            return true;
        case t_answered:
            r.answered = base::Instant{value};
            return true;
        case t_bridged:
            r.bridged = base::Instant{value};
            return true;
        case t_progress:
            r.progress = base::Instant{value};
            return true;
        case t_ended:
            r.ended = {value};
            return true;
        case t_pbx_billsec:
            r.pbx_billsec_ms = value;
            return true;
        case t_q850:
            r.q850 = narrow;
            return true;
        case t_refused_sip_status:
            r.refused_sip_status = narrow;
            return true;
        case t_recorded:
            r.recorded = value != 0;
            return true;
        case t_media_reported:
            r.media.reported = value != 0;
            return true;
        case t_ptime:
            r.media.ptime_ms = narrow;
            return true;
        case t_packets:
            r.media.packets = value;
            return true;
        case t_jitter_loss_rate:
            r.media.jitter_loss_rate = real();
            return true;
        case t_mean_interval:
            r.media.mean_interval_ms = real();
            return true;
        case t_pbx_mos:
            r.media.pbx_mos = real();
            return true;
        case t_detail:
            r.detail = narrow;
            return true;
        default:
            return false;
    }
}

bool read_hop(LegRecord& r, Reader& item) {
    LegRecord::Hop hop;
    hop.caller_number = item.text();
    hop.caller_name = item.text();
    hop.dialled = item.text();
    hop.context = item.text();
    if (item.ok && !item.rest.empty()) {
        const std::string bridged = item.text();
        std::int64_t us = 0;
        const char* const end = bridged.data() + bridged.size();
        const auto [stop, error] = std::from_chars(bridged.data(), end, us);
        if (!bridged.empty() && (error != std::errc() || stop != end)) return false;
        if (!bridged.empty()) hop.bridged = base::Instant{us};
    }
    while (item.ok && !item.rest.empty()) {
        LegRecord::Reached leg;
        leg.leg_id = item.text();
        leg.channel_name = item.text();
        hop.reached.push_back(std::move(leg));
    }
    r.hops.push_back(std::move(hop));
    return item.ok;
}

bool read_list(LegRecord& r, unsigned tag, Reader item) {
    switch (tag) {
        case t_originated: {
            LegRecord::Originated leg;
            leg.leg_id = item.text();
            leg.dialled = item.text();
            leg.cause = item.text();
            r.originated.push_back(std::move(leg));
            return item.ok;
        }
        case t_hop:
            return read_hop(r, item);
        case t_transfer:
            r.transfers.push_back(item.text());
            return item.ok;
        case t_app: {
            LegRecord::App app;
            app.name = item.text();
            app.argument = item.text();
            r.apps.push_back(std::move(app));
            return item.ok;
        }
        case t_queue:
            r.queue.side = item.text();
            r.queue.name = item.text();
            r.queue.agent = item.text();
            r.queue.cause = item.text();
            r.queue.cancel_reason = item.text();
            return item.ok;
        default:
            return true;
    }
}

/// False when the value is not one of that tag; a tag of a later version is passed over.
bool read_value(LegRecord& record, std::uint64_t long_tag, std::string_view value) {
    if (long_tag > t_detail) return true;
    const auto tag = static_cast<unsigned>(long_tag);
    if (std::string* member = text_member(record, tag)) {
        member->assign(value);
        return true;
    }
    bool is_number = true;
    const std::int64_t number = number_of(value, is_number);
    if (read_number(record, tag, number)) return is_number;
    return read_list(record, tag, Reader{value});
}

}  // namespace

std::string encode(const LegRecord& r) {
    std::string bytes;
    bytes.reserve(usual_bytes);
    bytes += format;
    Writer out(bytes);
    for (unsigned tag = t_source; tag <= t_detail; ++tag) {
        if (const std::string* member = text_member(r, tag)) out.text(tag, *member);
    }
    out.number(t_into_pbx, r.into_pbx ? 1 : 0);
    write_lists(out, r);
    out.number(t_started, r.started.us);
    out.instant(t_answered, r.answered);
    out.instant(t_bridged, r.bridged);
    out.instant(t_progress, r.progress);
    out.number(t_ended, r.ended.us);
    out.number(t_pbx_billsec, r.pbx_billsec_ms);
    out.number(t_q850, r.q850);
    out.number(t_refused_sip_status, r.refused_sip_status);
    out.number(t_recorded, r.recorded ? 1 : 0);
    write_media(out, r.media);
    out.number(t_detail, r.detail);
    bytes += end_mark;
    return bytes;
}

base::Result<LegRecord> decode_leg_record(std::string_view bytes) {
    if (bytes.empty()) return base::corrupt("a leg record without a format byte");
    if (bytes.front() != format) {
        return base::Error{base::Fault::unsupported,
                           "a leg record of format " + std::to_string(bytes.front())};
    }
    LegRecord record;
    Reader reader{bytes.substr(1)};
    while (reader.ok && reader.rest != std::string_view(&end_mark, 1)) {
        const std::uint64_t tag = reader.varint();
        const std::string_view value = reader.bytes();
        reader.ok = reader.ok && tag != end_mark && read_value(record, tag, value);
    }
    if (!reader.ok) return base::corrupt("a leg record that is cut or damaged");
    return record;
}

}  // namespace edgvoip::call

#include "random_calls.hpp"

#include "base/folded_text.hpp"
#include "base/phone_number.hpp"

#include <algorithm>
#include <optional>

namespace edgvoip::store {
namespace {

using call::Direction;
using call::Disposition;

const std::vector<Direction> directions = {Direction::in, Direction::out, Direction::internal};
const std::vector<Disposition> dispositions = {Disposition::answered, Disposition::no_answer,
                                               Disposition::busy, Disposition::failed};
const std::vector<std::string> numbers = {
    "+390612345678", "+390612345999", "+39061234567", "+393331234567", "+3933312345", "112",
    "1001",          "12345",         "123456",       "bürö12345",     "+44%20_123",  ""};
const std::vector<std::string> names = {"",        "Perù S.r.l.", "PERUGINA", "Rossi, Anna",
                                        "ROSSINI", "100%",        "a_b",      "über'uns"};

call::MissedReason reason(std::int64_t number) {
    return static_cast<call::MissedReason>(number);
}

/// The visible part of a number, as a question about masked numbers is given.
std::string visible(const std::string& number) {
    const std::string masked = base::mask_number(number);
    return masked.substr(0, masked.size() - std::min<std::size_t>(3, masked.size()));
}

/// That many bytes of a text, and the rest of the character they end in.
std::string start_of(const std::string& text, std::int64_t bytes) {
    auto length = std::min(static_cast<std::size_t>(bytes), text.size());
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80)
        ++length;
    return text.substr(0, length);
}

}  // namespace

std::vector<base::StoreId> RandomCalls::stores() {
    std::vector<base::StoreId> all;
    // Bytes that would be a comma, a quote, a zero and a digit if they were text.
    for (const char byte : {',', '\'', '\0', '1'}) {
        base::StoreId store;
        store.uuid.bytes.fill(static_cast<std::uint8_t>(byte));
        all.push_back(store);
    }
    return all;
}

std::vector<std::string> RandomCalls::exts() {
    return {"1001", "1002", "10", "1,2", "a'b", "ü"};
}

call::Quality RandomCalls::quality(bool answered) {
    call::Quality quality;
    quality.status = static_cast<call::QualityStatus>(between(1, 4));
    if (answered && quality.status == call::QualityStatus::measured && !one_in(4)) {
        quality.mos_centi = static_cast<std::int32_t>(between(1, 5) * 50 + 150);
        quality.mos_source = one_in(2) ? call::MosSource::g107 : call::MosSource::pbx;
    }
    if (one_in(2)) quality.pbx_mos_centi = 450;
    if (one_in(2)) quality.jitter_tenth_ms = static_cast<std::int32_t>(between(0, 900));
    if (one_in(2)) quality.loss_centi_pct = static_cast<std::int32_t>(between(0, 10'000));
    quality.codec = one_in(2) ? "PCMA" : "";
    quality.packets = between(0, 5'000'000'000);
    return quality;
}

void RandomCalls::fill_texts(call::Call& call) {
    call.from_uri = any_of(numbers);
    call.to_uri = any_of(exts());
    call.did_e164 = any_of(numbers);
    call.ext_number = one_in(3) ? "" : any_of(exts());
    call.remote_number = call.direction == Direction::internal ? "" : any_of(numbers);
    call.from_name = any_of(names);
    if (!one_in(4)) call.store = any_of(stores());
    call.user_id = one_in(2) ? "" : "u-17";
    call.recorded = one_in(3);
    call.recording_path = call.recorded ? "/rec/a b.wav" : "";
    call.hangup_cause = "NORMAL_CLEARING";
    call.source = one_in(2) ? "pbx1" : "import";
    call.adapter = "freeswitch-json";
    call.raw_ref = "a_" + call.id.text + ".cdr.json";
}

call::Call RandomCalls::call(base::TenantId tenant) {
    call::Call call;
    call.tenant = tenant;
    call.id = {"call-" + std::to_string(between(0, 9)) + "-" + std::to_string(next_id_++)};
    call.direction = any_of(directions);
    call.disposition = any_of(dispositions);
    const bool answered = call.disposition == Disposition::answered;
    // Whole seconds half of the time, so that starts tie.
    call.start = {first.us + between(0, span_seconds) * base::us_per_second +
                  (one_in(2) ? 0 : between(0, 999'999))};
    const base::Instant ring_end{call.start.us + between(0, 12'000'000)};
    if (answered) call.answer = ring_end;
    call.end = {ring_end.us + (answered ? between(0, 9'000'000) : 0)};
    call.ring_sec = static_cast<std::int32_t>(base::whole_seconds(call.start, ring_end));
    call.duration_sec = static_cast<std::int32_t>(base::whole_seconds(call.start, call.end));
    call.billsec =
        answered ? static_cast<std::int32_t>(base::whole_seconds(ring_end, call.end)) : 0;
    if (call.direction == Direction::in && !answered) call.missed_reason = reason(between(1, 9));
    fill_texts(call);
    call.quality = quality(answered);
    if (one_in(2)) call.pbx_answer = call.start;
    call.pbx_billsec = static_cast<std::int32_t>(between(0, 100));
    call.q850 = static_cast<std::int32_t>(between(0, 127));
    return call;
}

call::Leg RandomCalls::leg(base::Instant start) {
    call::Leg leg;
    leg.leg_id = "leg-" + std::to_string(next_id_++);
    leg.ext = one_in(2) ? any_of(exts()) : "";
    leg.number = any_of(numbers);
    leg.is_root = one_in(2);
    leg.started = start;
    if (one_in(2)) leg.answered = base::Instant{start.us + 5};
    leg.ended = {start.us + 10};
    leg.hangup_cause = one_in(2) ? "" : "LOSE_RACE";
    leg.quality = quality(true);
    return leg;
}

call::LegRecord RandomCalls::record() {
    call::LegRecord record;
    record.source = "pbx1";
    record.leg_id = "leg-" + std::to_string(next_id_++);
    record.raw_ref = any_of(names);
    record.started = {between(0, 1'000'000'000)};
    record.ended = {between(0, 1'000'000'000)};
    record.detail = static_cast<std::int32_t>(between(0, 50));
    record.transfers = {any_of(names), ""};
    return record;
}

void RandomCalls::narrow_by_seconds(call::CallFilter& filter) {
    if (one_in(8)) filter.min_billsec = between(0, 6);
    if (one_in(8)) filter.max_billsec = between(0, 6);
    if (one_in(8)) filter.min_ring_sec = between(0, 8);
    if (one_in(8)) filter.max_ring_sec = between(0, 8);
    if (one_in(8)) filter.max_mos_centi = between(1, 9) * 50;
    if (one_in(8)) filter.has_mos = one_in(2);
    if (one_in(8)) filter.has_recording = one_in(2);
    if (one_in(12)) filter.missed_reason = reason(between(1, 9));
}

void RandomCalls::narrow_by_number(call::CallFilter& filter) {
    filter.masked = one_in(3);
    const auto given = [this, &filter] {
        const std::string number = any_of(numbers);
        return filter.masked ? visible(number) : number;
    };
    if (one_in(6)) filter.did_e164 = given();
    if (one_in(6)) filter.number = given();
    if (one_in(4)) {
        for (std::int64_t i = between(1, 8); i > 0; --i) {
            const std::string number = any_of(numbers);
            if (!number.empty()) filter.number_prefixes.push_back(start_of(number, between(2, 12)));
        }
    }
    if (one_in(4)) {
        filter.name_part =
            base::fold_text(any_of<std::string>({"peru", "PERÙ", "ross", "%", "_", "'", "nobody"}));
    }
}

void RandomCalls::narrow_by_scope(call::CallFilter& filter) {
    if (one_in(5)) {
        filter.scope_stores.emplace();
        for (const base::StoreId& store : stores()) {
            if (one_in(2)) filter.scope_stores->push_back(store);
        }
    }
    if (one_in(5)) {
        filter.scope_exts.emplace();
        for (const char* const ext : {"1001", "1", "2", "1,2", "a'b", "ü", ""}) {
            if (one_in(2)) filter.scope_exts->emplace_back(ext);
        }
    }
}

call::CallFilter RandomCalls::filter() {
    call::CallFilter filter;
    const std::int64_t from = one_in(2) ? 0 : between(0, span_seconds);
    const std::int64_t to = one_in(2) ? span_seconds + 1 : between(0, span_seconds);
    filter.from = {first.us + from * base::us_per_second};
    filter.to = {first.us + to * base::us_per_second};
    if (one_in(4)) filter.direction = any_of(directions);
    if (one_in(4)) filter.dispositions.push_back(any_of(dispositions));
    if (one_in(4)) filter.dispositions.push_back(any_of(dispositions));
    if (one_in(6)) filter.ext = any_of(exts());
    if (one_in(6)) filter.store = any_of(stores());
    filter.without_store = one_in(10);
    narrow_by_seconds(filter);
    narrow_by_number(filter);
    narrow_by_scope(filter);
    return filter;
}

}  // namespace edgvoip::store

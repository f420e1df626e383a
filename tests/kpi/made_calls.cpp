#include "made_calls.hpp"

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace edgvoip::oracle {
namespace {

using call::Direction;
using call::Disposition;

base::Instant start_near(Chance& chance, base::Instant centre) {
    const std::int64_t hour = 3600;
    const std::int64_t reach = chance.one_in(4) ? 48 * hour : 3 * hour;
    std::int64_t seconds = chance.between(-reach, reach);
    // Half of them at the same few moments, full hours among them.
    if (chance.one_in(2)) seconds = seconds / 600 * 600;
    const std::int64_t fraction = chance.one_in(3) ? chance.between(-1, 999'999) : 0;
    return {centre.us + seconds * base::us_per_second + fraction};
}

std::int64_t ring_us(Chance& chance, std::int64_t sl_sec) {
    const std::int64_t fraction = chance.one_in(2) ? 0 : chance.between(0, 999'999);
    if (chance.one_in(60)) return 70'000 * base::us_per_second;
    const std::int64_t seconds = chance.one_in(2)
                                     ? chance.between(sl_sec == 0 ? 0 : sl_sec - 1, sl_sec + 1)
                                     : chance.between(0, 60);
    return seconds * base::us_per_second + fraction;
}

std::int64_t talk_us(Chance& chance) {
    const std::int64_t fraction = chance.one_in(2) ? 0 : chance.between(0, 999'999);
    if (chance.one_in(60)) return 90'000 * base::us_per_second;
    const std::int64_t seconds = chance.one_in(3) ? chance.between(29, 30) : chance.between(0, 400);
    return seconds * base::us_per_second + fraction;
}

void make_times(Chance& chance, const Realm& realm, call::Call& call) {
    const bool answered = call.disposition == Disposition::answered;
    const base::Instant ring_end{call.start.us + ring_us(chance, realm.tenant->settings.sl_sec)};
    call.answer.reset();
    if (answered) call.answer = ring_end;
    call.end = {ring_end.us + (answered ? talk_us(chance) : 0)};
    call.ring_sec = static_cast<std::int32_t>(base::whole_seconds(call.start, ring_end));
    call.duration_sec = static_cast<std::int32_t>(base::whole_seconds(call.start, call.end));
    call.billsec =
        answered ? static_cast<std::int32_t>(base::whole_seconds(ring_end, call.end)) : 0;
}

/// Only answered calls are measured; jitter and loss may be known where no MOS is.
void make_quality(Chance& chance, call::Call& call) {
    call.quality = {};
    if (call.disposition != Disposition::answered || chance.one_in(4)) return;
    call.quality.status = static_cast<call::QualityStatus>(chance.between(1, 4));
    if (chance.one_in(2)) call.quality.status = call::QualityStatus::measured;
    if (call.quality.status == call::QualityStatus::measured && !chance.one_in(5)) {
        call.quality.mos_centi = static_cast<std::int32_t>(
            chance.one_in(2) ? chance.between(358, 361) : chance.between(100, 450));
        call.quality.mos_source = chance.one_in(3) ? call::MosSource::pbx : call::MosSource::g107;
    }
    if (!chance.one_in(3))
        call.quality.jitter_tenth_ms = static_cast<std::int32_t>(chance.between(0, 900));
    if (!chance.one_in(3))
        call.quality.loss_centi_pct = static_cast<std::int32_t>(chance.between(0, 10'000));
}

void make_parties(Chance& chance, const Realm& realm, call::Call& call) {
    call.ext_number = chance.any_of(realm.exts);
    if (call.disposition != Disposition::answered && chance.one_in(2)) call.ext_number.clear();
    call.remote_number =
        call.direction == Direction::internal ? std::string() : chance.any_of(realm.remotes);
    const bool is_inbound = call.direction == Direction::in;
    call.from_uri = is_inbound ? call.remote_number : call.ext_number;
    call.to_uri = is_inbound ? call.ext_number : call.remote_number;
    call.did_e164.clear();
    if (call.direction != Direction::internal && !chance.one_in(6))
        call.did_e164 = chance.any_of(realm.dids);
    call.from_name = chance.any_of<std::string>({"", "", "Perù S.r.l.", "Anna \"Rossi\""});
    call.store = chance.any_of(realm.stores);
}

void make_outcome(Chance& chance, const Realm& realm, call::Call& call) {
    call.disposition =
        chance.one_in(2) ? Disposition::answered : static_cast<Disposition>(chance.between(1, 4));
    call.missed_reason.reset();
    if (call.direction == Direction::in && call.disposition != Disposition::answered)
        call.missed_reason = static_cast<call::MissedReason>(chance.between(1, 9));
    make_times(chance, realm, call);
    make_quality(chance, call);
}

}  // namespace

call::Call make_call(Chance& chance, const Realm& realm, std::string id) {
    call::Call call;
    call.tenant = realm.tenant->id;
    call.id = {std::move(id)};
    call.start = start_near(chance, chance.any_of(realm.centres));
    call.direction =
        chance.one_in(2) ? Direction::in : static_cast<Direction>(chance.between(1, 3));
    make_outcome(chance, realm, call);
    make_parties(chance, realm, call);
    call.hangup_cause = "NORMAL_CLEARING";
    call.source = "pbx1";
    call.adapter = "freeswitch-json";
    call.raw_ref = call.id.text + ".cdr.json";
    const auto fault = call::violation(call);
    base::check(!fault, fault.value_or("a made-up call is sound"));
    return call;
}

call::Call make_again(Chance& chance, const Realm& realm, const call::Call& call) {
    call::Call next = call;
    if (!chance.one_in(3)) make_outcome(chance, realm, next);
    if (!chance.one_in(3)) make_parties(chance, realm, next);
    base::check(!call::violation(next), "a made-up call is sound");
    return next;
}

}  // namespace edgvoip::oracle

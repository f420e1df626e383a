#include "seed.hpp"

namespace edgvoip::tests {
namespace {

using call::Direction;
using call::Disposition;
using call::MissedReason;

call::Call timed(std::string_view tenant, const char* id, Direction direction, const char* start,
                 std::int32_t ring_sec, std::optional<std::int32_t> talk_sec) {
    call::Call call;
    call.tenant = {*base::Uuid::parse(tenant)};
    call.id = {id};
    call.direction = direction;
    call.disposition = talk_sec ? Disposition::answered : Disposition::no_answer;
    call.start = instant(start);
    const base::Instant rung{call.start.us + ring_sec * base::us_per_second};
    if (talk_sec) call.answer = rung;
    call.end = {rung.us + talk_sec.value_or(0) * base::us_per_second};
    call.ring_sec = ring_sec;
    call.billsec = talk_sec.value_or(0);
    call.duration_sec = ring_sec + call.billsec;
    call.hangup_cause = talk_sec ? "NORMAL_CLEARING" : "ORIGINATOR_CANCEL";
    call.source = "pbx1";
    call.adapter = "freeswitch";
    call.raw_ref = std::string("record-") + id + ".json";
    if (direction == Direction::in && !talk_sec) call.missed_reason = MissedReason::abandoned;
    return call;
}

void inbound(call::Call& call, const char* from, const char* to, const char* did, const char* ext) {
    call.from_uri = call.remote_number = from;
    call.to_uri = to;
    call.did_e164 = did;
    call.ext_number = ext;
}

void outbound(call::Call& call, const char* ext, const char* to, const char* shown) {
    call.from_uri = call.ext_number = ext;
    call.to_uri = call.remote_number = to;
    call.did_e164 = shown;
}

void belongs_to(call::Call& call, std::string_view store) {
    call.store = base::StoreId{*base::Uuid::parse(store)};
}

void measured(call::Call& call, std::int32_t mos, std::int32_t jitter, std::int32_t loss) {
    call.quality.status = call::QualityStatus::measured;
    call.quality.mos_centi = mos;
    call.quality.mos_source = call::MosSource::g107;
    call.quality.pbx_mos_centi = 450;
    call.quality.jitter_tenth_ms = jitter;
    call.quality.loss_centi_pct = loss;
    call.quality.codec = "PCMA";
    call.quality.packets = 6400;
}

call::Leg leg_of(const call::Call& call, const char* id, const char* ext, const char* number,
                 bool is_root) {
    call::Leg leg;
    leg.leg_id = id;
    leg.ext = ext;
    leg.number = number;
    leg.is_root = is_root;
    leg.started = call.start;
    leg.answered = call.answer;
    leg.ended = call.end;
    leg.hangup_cause = call.hangup_cause;
    leg.quality = call.quality;
    return leg;
}

call::Call answered_and_recorded() {
    call::Call call = timed(tenant_a, "a1", Direction::in, "2025-10-30T09:12:05Z", 7, 128);
    inbound(call, "+390687654321", "1001", "+390612345001", "1001");
    belongs_to(call, store_roma);
    measured(call, 430, 90, 10);
    call.user_id = "u-17";
    call.recorded = true;
    call.recording_path = "/rec/a 1#.wav";
    call.pbx_answer = call.start;
    call.pbx_billsec = 135;
    call.q850 = 16;
    call.legs = {leg_of(call, "a1", "", "+390687654321", true),
                 leg_of(call, "a1-b", "1001", "", false), leg_of(call, "a1-c", "1002", "", false)};
    call.legs[2].answered.reset();
    call.legs[2].quality = {};
    return call;
}

std::vector<call::Call> calls_of_a() {
    std::vector<call::Call> calls = {answered_and_recorded()};
    calls.push_back(timed(tenant_a, "a2", Direction::in, "2025-10-30T10:00:00.250Z", 20, {}));
    inbound(calls.back(), "+393331234567", "+390612345001", "+390612345001", "");
    belongs_to(calls.back(), store_roma);
    calls.back().from_name = "Società Però 100% _x_";

    calls.push_back(timed(tenant_a, "a3", Direction::in, "2025-10-29T15:00:00Z", 3, {}));
    inbound(calls.back(), "", "1002", "+390212345002", "1002");
    belongs_to(calls.back(), store_milano);
    calls.back().disposition = Disposition::busy;
    calls.back().missed_reason = MissedReason::busy;

    calls.push_back(timed(tenant_a, "a4", Direction::out, "2025-10-29T16:00:00Z", 12, 600));
    outbound(calls.back(), "1002", "+393339876543", "+390212345002");
    belongs_to(calls.back(), store_milano);
    measured(calls.back(), 310, 255, 1234);
    calls.back().recorded = true;

    calls.push_back(timed(tenant_a, "a5", Direction::out, "2025-10-29T17:00:00Z", 1, {}));
    outbound(calls.back(), "1003", "199199", "");
    calls.back().disposition = Disposition::failed;
    calls.back().hangup_cause = "UNALLOCATED_NUMBER";

    calls.push_back(timed(tenant_a, "a6", Direction::internal, "2025-10-29T18:00:00Z", 4, 30));
    calls.back().from_uri = "1001";
    calls.back().to_uri = calls.back().ext_number = "1002";
    belongs_to(calls.back(), store_roma);

    calls.push_back(timed(tenant_a, "a7", Direction::in, "2025-10-26T00:30:00Z", 45, {}));
    inbound(calls.back(), "+41446681800", "+390612345003", "+390612345003", "");
    calls.back().missed_reason = MissedReason::voicemail;
    // Midnight in Rome, and the last millisecond before.
    calls.push_back(timed(tenant_a, "a8", Direction::in, "2025-10-28T23:00:00Z", 5, 60));
    inbound(calls.back(), "+390687654321", "1001", "+390612345001", "1001");
    belongs_to(calls.back(), store_roma);
    calls.push_back(timed(tenant_a, "a9", Direction::in, "2025-10-28T22:59:59.999Z", 5, 60));
    inbound(calls.back(), "061234", "1001", "+390612345001", "1001");
    belongs_to(calls.back(), store_roma);
    return calls;
}

std::vector<call::Call> calls_of_b() {
    std::vector<call::Call> calls;
    calls.push_back(timed(tenant_b, "b1", Direction::in, "2025-10-30T09:00:00Z", 5, 50));
    inbound(calls.back(), "+390687654321", "2001", "+390512345001", "2001");
    calls.back().legs = {leg_of(calls.back(), "b1", "", "+390687654321", true),
                         leg_of(calls.back(), "b1-b", "2001", "", false)};
    calls.push_back(timed(tenant_b, "b2", Direction::in, "2025-10-30T08:00:00Z", 5, {}));
    inbound(calls.back(), "+390687654399", "2001", "+390512345001", "2001");
    calls.push_back(timed(tenant_b, "b3", Direction::out, "2025-10-30T07:00:00Z", 5, 20));
    outbound(calls.back(), "2001", "112", "+390512345001");
    calls.push_back(timed(tenant_b, "b4", Direction::in, "2025-10-30T06:00:00Z", 5, 20));
    inbound(calls.back(), "", "2001", "+390512345001", "2001");
    return calls;
}

}  // namespace

std::string_view directory_json() {
    return R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"chain-a.example","name":"Catena A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":["chain-a-*"],"account_codes":["chain-a"],
 "settings":{"recording_url_template":"https://rec.chain-a.example/{path}"},
 "stores":[{"store_id":"5a000000-0000-4000-8000-000000000001","name":"Roma"},
           {"store_id":"5a000000-0000-4000-8000-000000000002","name":"Milano"}],
 "extensions":[{"ext":"1001","user_id":"u-17","display_name":"Cassa 1",
                "store_id":"5a000000-0000-4000-8000-000000000001"},
               {"ext":"1002","display_name":"Cassa 2",
                "store_id":"5a000000-0000-4000-8000-000000000002"},
               {"ext":"1003"}],
 "dids":[{"did_e164":"+390612345001","store_id":"5a000000-0000-4000-8000-000000000001",
          "label":"Negozio Roma"},
         {"did_e164":"+390212345002","store_id":"5a000000-0000-4000-8000-000000000002"},
         {"did_e164":"+390612345003"}]},
{"tenant_id":"b0000000-0000-4000-8000-00000000000b","sip_domain":"chain-b.example","name":"Catena B",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":["chain-b-*"],"account_codes":["chain-b"],
 "settings":{"mask_numbers":true},"stores":[],
 "extensions":[{"ext":"2001"}],"dids":[{"did_e164":"+390512345001"}]}]})";
}

base::Instant instant(std::string_view iso8601) {
    return base::instant_of(*base::parse_iso8601(iso8601));
}

base::Instant seed_now() {
    return instant("2025-11-01T12:00:00Z");
}

std::vector<call::Call> seed_calls() {
    std::vector<call::Call> calls = calls_of_a();
    for (call::Call& call : calls_of_b())
        calls.push_back(std::move(call));
    return calls;
}

}  // namespace edgvoip::tests

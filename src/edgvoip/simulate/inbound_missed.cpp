#include "edgvoip/simulate/scenario.hpp"

#include <array>
#include <vector>

namespace edgvoip::simulate {
namespace {

using call::Disposition;
using call::MissedReason;

/// The call arrives and one phone rings.
std::size_t arrive_and_ring(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer(callee.ext, "local-extension");
    if (scene.tenant().records && scene.random().chance(0.4)) scene.record_call();
    bridge_to(scene, endpoint_of(scene, callee));
    scene.rang(callee, true);
    return scene.ring_phone(callee);
}

void no_answer(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = arrive_and_ring(scene, occasion);
    scene.wait_ms(25'000, 25'040);
    scene.refuse(leg, refusal::no_answer);
    scene.end_root("NORMAL_CLEARING", "send_refuse");
    scene.missed(Disposition::no_answer, MissedReason::no_answer);
}

void give_up_after(Scene& scene, const Occasion& occasion, std::int64_t least_ms,
                   std::int64_t most_ms, MissedReason reason) {
    const std::size_t leg = arrive_and_ring(scene, occasion);
    scene.wait_ms(least_ms, most_ms);
    scene.give_up(std::array{leg});
    scene.missed(Disposition::no_answer, reason);
}

void caller_gives_up(Scene& scene, const Occasion& occasion) {
    give_up_after(scene, occasion, 8'000, 24'000, MissedReason::abandoned);
}

void caller_gives_up_soon(Scene& scene, const Occasion& occasion) {
    give_up_after(scene, occasion, 300, 5'000, MissedReason::short_abandoned);
}

/// The phone itself says no.
void refused_by_phone(Scene& scene, const Occasion& occasion, const Refusal& how) {
    const std::size_t leg = arrive_and_ring(scene, occasion);
    if (how.sip_status == 603) {
        scene.wait_ms(1'000, 8'000);
    } else {
        scene.wait_ms(40, 300);
    }
    scene.refuse(leg, how);
    scene.wait_ms(15, 30);
    scene.end_root(how.cause, "send_refuse");
}

void busy(Scene& scene, const Occasion& occasion) {
    refused_by_phone(scene, occasion, refusal::busy);
    scene.missed(Disposition::busy, MissedReason::busy);
}

void declined(Scene& scene, const Occasion& occasion) {
    refused_by_phone(scene, occasion, refusal::declined);
    scene.missed(Disposition::no_answer, MissedReason::no_answer);
}

void phone_fails(Scene& scene, const Occasion& occasion) {
    refused_by_phone(scene, occasion, refusal::unavailable);
    scene.missed(Disposition::failed, MissedReason::failed);
}

/// No phone of that extension is registered: nothing rings, no second leg.
void bridge_to_unregistered(Scene& scene, const Extension& callee) {
    bridge_to(scene, endpoint_of(scene, callee));
    scene.root().dialed_user = callee.ext;
    scene.root().originate_disposition = "USER_NOT_REGISTERED";
    scene.rang(callee, true);
}

void unregistered(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer(callee.ext, "local-extension");
    bridge_to_unregistered(scene, callee);
    scene.wait_ms(1, 30);
    scene.root().endpoint_disposition = "DELAYED NEGOTIATION";
    scene.end_root("USER_NOT_REGISTERED", "send_refuse");
    scene.missed(Disposition::failed, MissedReason::no_agent);
}

void refused_by_dialplan(Scene& scene, const Occasion& occasion) {
    arrive(scene, occasion);
    scene.transfer("rej-503", "reject-503");
    scene.app("respond", "503 Service Unavailable");
    scene.root().endpoint_disposition = "DELAYED NEGOTIATION";
    scene.end_root("NORMAL_TEMPORARY_FAILURE", "send_refuse");
    scene.missed(Disposition::failed, MissedReason::failed);
}

void group_no_answer(Scene& scene, const Occasion& occasion) {
    const std::vector<std::size_t> legs = arrive_at_group(scene, occasion);
    scene.wait_ms(25'000, 25'040);
    for (const std::size_t leg : legs)
        scene.refuse(leg, refusal::no_answer);
    scene.end_root("NORMAL_CLEARING", "send_refuse");
    scene.missed(Disposition::no_answer, MissedReason::no_answer);
}

void group_given_up(Scene& scene, const Occasion& occasion) {
    const std::vector<std::size_t> legs = arrive_at_group(scene, occasion);
    scene.wait_ms(8'000, 24'000);
    scene.give_up(legs);
    scene.missed(Disposition::no_answer, MissedReason::abandoned);
}

void failover_no_answer(Scene& scene, const Occasion& occasion) {
    const Extension& first = scene.phone(occasion.phone);
    const Extension& second = scene.phone(occasion.phone + 1);
    arrive(scene, occasion);
    scene.transfer("failover-" + first.ext, "failover");
    scene.set("continue_on_fail", "true");
    bridge_to(scene, endpoint_of(scene, first));
    for (const Extension* callee : {&first, &second}) {
        if (callee == &second) scene.app("bridge", endpoint_of(scene, second));
        const std::size_t leg = scene.ring_phone(*callee);
        scene.rang(*callee, true);
        scene.wait_ms(15'000, 15'040);
        scene.refuse(leg, refusal::no_answer);
    }
    scene.end_root("NORMAL_CLEARING", "send_refuse");
    scene.missed(Disposition::no_answer, MissedReason::no_answer);
}

void leave_message(Scene& scene, const Extension& owner) {
    scene.app("answer", "");
    scene.wait_ms(5, 20);
    scene.answer_by_pbx();
    scene.app("sleep", "500");
    scene.wait_ms(500, 510);
    scene.app("voicemail", "default " + scene.tenant().sip_domain + " " + owner.ext);
    scene.wait_sec(6, 40);
    auto& extra = scene.root().extra;
    const std::int64_t message_ms = scene.random().between(2'000, 5'000);
    extra.emplace_back("record_seconds", std::to_string(message_ms / 1000));
    extra.emplace_back("record_ms", std::to_string(message_ms));
    extra.emplace_back("voicemail_account", owner.ext);
    extra.emplace_back("voicemail_domain", scene.tenant().sip_domain);
    scene.end_root("NORMAL_CLEARING", "recv_bye");
    scene.truth().recorded = true;
}

void voicemail(Scene& scene, const Occasion& occasion, const Refusal& how) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer("vm-" + callee.ext, "voicemail-fallback");
    scene.set("continue_on_fail", "true");
    bridge_to(scene, endpoint_of(scene, callee));
    const std::size_t leg = scene.ring_phone(callee);
    scene.rang(callee, true);
    if (how.sip_status == 0) {
        scene.wait_ms(20'000, 20'040);
    } else {
        scene.wait_ms(60, 300);
    }
    scene.refuse(leg, how);
    leave_message(scene, callee);
}

void voicemail_after_no_answer(Scene& scene, const Occasion& occasion) {
    voicemail(scene, occasion, refusal::no_answer);
    scene.missed(Disposition::no_answer, MissedReason::voicemail);
}

void voicemail_after_busy(Scene& scene, const Occasion& occasion) {
    voicemail(scene, occasion, refusal::busy);
    scene.missed(Disposition::busy, MissedReason::voicemail);
}

void voicemail_unregistered(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer("vm-" + callee.ext, "voicemail-fallback");
    scene.set("continue_on_fail", "true");
    bridge_to_unregistered(scene, callee);
    leave_message(scene, callee);
    scene.missed(Disposition::failed, MissedReason::voicemail);
}

void enter_ivr(Scene& scene, const Occasion& occasion, const std::string& route) {
    arrive(scene, occasion);
    scene.transfer(route, "ivr-menu");
    scene.app("answer", "");
    scene.answer_by_pbx();
    scene.set("ivr_menu_uuid", "ivr-main");
    scene.app("playback", "ivr/menu.wav");
    scene.wait_sec(3, 40);
}

void ivr_abandoned(Scene& scene, const Occasion& occasion) {
    enter_ivr(scene, occasion, "ivr-main");
    scene.end_root("NORMAL_CLEARING", "recv_bye");
    scene.missed(Disposition::no_answer, MissedReason::abandoned_in_ivr);
}

void ivr_then(Scene& scene, const Occasion& occasion, const Refusal& how) {
    const Extension& callee = scene.phone(occasion.phone);
    enter_ivr(scene, occasion, "ivr-" + callee.ext);
    scene.transfer(callee.ext, "local-extension");
    bridge_to(scene, endpoint_of(scene, callee));
    const std::size_t leg = scene.ring_phone(callee);
    scene.rang(callee, true);
    if (how.sip_status == 0) {
        scene.wait_ms(25'000, 25'040);
    } else {
        scene.wait_ms(60, 300);
    }
    scene.refuse(leg, how);
    scene.end_root(how.sip_status == 0 ? "NORMAL_CLEARING" : how.cause, "send_bye");
}

void ivr_busy(Scene& scene, const Occasion& occasion) {
    ivr_then(scene, occasion, refusal::busy);
    scene.missed(Disposition::busy, MissedReason::busy);
}

void ivr_no_answer(Scene& scene, const Occasion& occasion) {
    ivr_then(scene, occasion, refusal::no_answer);
    scene.missed(Disposition::no_answer, MissedReason::no_answer);
}

void queue_abandoned(Scene& scene, const Occasion& occasion) {
    arrive(scene, occasion);
    const std::string name = "vendite@" + scene.tenant().sip_domain;
    scene.transfer("queue-vendite", "queue");
    scene.app("answer", "");
    scene.answer_by_pbx();
    scene.set("cc_export_vars", "domain_name");
    scene.app("callcenter", name);
    const auto misses = static_cast<std::size_t>(scene.random().below(3));
    for (std::size_t i = 0; i < misses; ++i) {
        const Extension& agent = scene.phone(occasion.phone + i);
        const std::size_t leg = scene.ring_queue_agent(agent, name);
        scene.wait_ms(15'000, 15'040);
        scene.refuse(leg, refusal::no_answer);
        scene.wait_ms(50, 3000);
    }
    scene.wait_sec(1, 10);
    if (scene.random().chance(0.6)) {
        const Extension& agent = scene.phone(occasion.phone + misses);
        const std::size_t leg = scene.ring_queue_agent(agent, name);
        scene.wait_ms(1'000, 14'000);
        scene.refuse(leg, refusal::cancelled);
    }
    auto& extra = scene.root().extra;
    extra.emplace_back("cc_side", "member");
    extra.emplace_back("cc_queue", name);
    extra.emplace_back("cc_cause", "cancel");
    extra.emplace_back("cc_cancel_reason", "BREAK_OUT");
    scene.end_root("NORMAL_CLEARING", "recv_bye");
    scene.missed(Disposition::no_answer, MissedReason::abandoned_in_queue);
}

void offnet_forward_busy(Scene& scene, const Occasion& occasion) {
    arrive(scene, occasion);
    const std::string mobile =
        "+39347" + std::to_string(scene.random().between(2'000'000, 9'999'999));
    scene.transfer("fwd-" + mobile, "offnet-forward");
    scene.set("forward_all", "true");
    bridge_to(scene, "sofia/gateway/carrier/" + mobile);
    const std::size_t leg = scene.ring_trunk(mobile);
    scene.wait_ms(500, 3'000);
    scene.refuse(leg, refusal::busy);
    scene.wait_ms(15, 30);
    scene.end_root("USER_BUSY", "send_refuse");
    scene.missed(Disposition::busy, MissedReason::busy);
}

}  // namespace

std::span<const Scenario> inbound_missed_scenarios() {
    static constexpr std::array<Scenario, 19> list = {{
        {"no_answer", 20, no_answer},
        {"caller_gives_up", 17, caller_gives_up},
        {"caller_gives_up_soon", 9, caller_gives_up_soon},
        {"busy", 8, busy},
        {"declined", 3, declined},
        {"phone_fails", 1, phone_fails},
        {"unregistered", 3, unregistered},
        {"refused_by_dialplan", 0.7, refused_by_dialplan},
        {"group_no_answer", 9, group_no_answer},
        {"group_given_up", 8, group_given_up},
        {"failover_no_answer", 3, failover_no_answer},
        {"voicemail_after_no_answer", 6, voicemail_after_no_answer},
        {"voicemail_after_busy", 2, voicemail_after_busy},
        {"voicemail_unregistered", 1, voicemail_unregistered},
        {"ivr_abandoned", 4, ivr_abandoned},
        {"ivr_busy", 1, ivr_busy},
        {"ivr_no_answer", 2, ivr_no_answer},
        {"queue_abandoned", 7, queue_abandoned, true},
        {"offnet_forward_busy", 0.7, offnet_forward_busy},
    }};
    return list;
}

}  // namespace edgvoip::simulate

#include "edgvoip/simulate/scenario.hpp"

#include <array>
#include <vector>

namespace edgvoip::simulate {
namespace {

void take(Scene& scene, std::size_t leg, const Extension& who) {
    scene.wait_sec(2, 20);
    scene.connect(leg);
    scene.person_answered(leg, &who);
}

void direct(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer(callee.ext, "local-extension");
    if (scene.tenant().records && scene.random().chance(0.4)) scene.record_call();
    bridge_to(scene, endpoint_of(scene, callee));
    const std::size_t leg = scene.ring_phone(callee);
    scene.rang(callee, true);
    take(scene, leg, callee);
    converse(scene, leg);
}

void bypass_media(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer(callee.ext, "local-extension");
    scene.set("bypass_media", "true");
    bridge_to(scene, endpoint_of(scene, callee));
    const std::size_t leg = scene.ring_phone(callee);
    scene.wait_sec(2, 20);
    scene.connect_bypassing_media(leg);
    scene.person_answered(leg, &callee);
    converse(scene, leg);
}

void ring_group(Scene& scene, const Occasion& occasion) {
    const std::size_t members = group_members(scene);
    const auto winner = static_cast<std::size_t>(scene.random().below(std::int64_t(members)));
    const std::vector<std::size_t> legs = arrive_at_group(scene, occasion);
    std::size_t busy = members;
    if (scene.random().chance(0.15)) {
        busy = (winner + 1) % members;
        scene.wait_ms(40, 200);
        scene.refuse(legs[busy], refusal::busy);
    }
    take(scene, legs[winner], scene.phone(winner));
    for (std::size_t i = 0; i < members; ++i) {
        if (i != winner && i != busy) scene.refuse(legs[i], refusal::lost_race);
    }
    converse(scene, legs[winner]);
}

/// Two phones one after the other: in one `bridge` or in two.
void one_after_the_other(Scene& scene, const Occasion& occasion, bool in_one_bridge) {
    const Extension& first = scene.phone(occasion.phone);
    const Extension& second = scene.phone(occasion.phone + 1);
    arrive(scene, occasion);
    scene.transfer("seq-" + first.ext, in_one_bridge ? "ring-group-sequence" : "failover");
    if (in_one_bridge) {
        bridge_to(scene, "[leg_timeout=12]" + endpoint_of(scene, first) + "|[leg_timeout=12]" +
                             endpoint_of(scene, second));
    } else {
        scene.set("continue_on_fail", "true");
        bridge_to(scene, endpoint_of(scene, first));
    }
    const std::size_t unheard = scene.ring_phone(first);
    scene.rang(first, true);
    scene.wait_ms(12'000, 12'040);
    scene.refuse(unheard, in_one_bridge ? refusal::timed_out : refusal::no_answer);
    if (!in_one_bridge) scene.app("bridge", endpoint_of(scene, second));
    const std::size_t leg = scene.ring_phone(second);
    scene.rang(second, true);
    take(scene, leg, second);
    converse(scene, leg);
}

void sequence(Scene& scene, const Occasion& occasion) {
    one_after_the_other(scene, occasion, true);
}

void failover(Scene& scene, const Occasion& occasion) {
    one_after_the_other(scene, occasion, false);
}

void ivr(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer("ivr-" + callee.ext, "ivr-menu");
    scene.app("answer", "");
    scene.answer_by_pbx();
    scene.app("sleep", "300");
    scene.wait_ms(300, 310);
    scene.set("ivr_menu_uuid", "ivr-main");
    scene.app("playback", "ivr/menu.wav");
    scene.wait_sec(4, 25);
    scene.transfer(callee.ext, "local-extension");
    bridge_to(scene, endpoint_of(scene, callee));
    const std::size_t leg = scene.ring_phone(callee);
    scene.rang(callee, true);
    take(scene, leg, callee);
    converse(scene, leg);
}

void queue(Scene& scene, const Occasion& occasion) {
    arrive(scene, occasion);
    const std::string name = "vendite@" + scene.tenant().sip_domain;
    scene.transfer("queue-vendite", "queue");
    scene.app("answer", "");
    scene.answer_by_pbx();
    scene.set("hangup_after_bridge", "true");
    scene.set("cc_export_vars", "domain_name");
    scene.app("callcenter", name);
    scene.root().extra.emplace_back("cc_side", "member");
    scene.root().extra.emplace_back("cc_queue", name);
    const auto misses = static_cast<std::size_t>(scene.random().below(4));
    for (std::size_t i = 0; i < misses; ++i) {
        scene.wait_ms(50, 3000);
        const Extension& agent = scene.phone(occasion.phone + i);
        const std::size_t leg = scene.ring_queue_agent(agent, name);
        scene.wait_ms(15'000, 15'040);
        scene.refuse(leg, refusal::no_answer);
    }
    scene.wait_ms(50, 3000);
    const Extension& agent = scene.phone(occasion.phone + misses);
    const std::size_t leg = scene.ring_queue_agent(agent, name);
    scene.wait_sec(2, 14);
    scene.connect_queue_agent(leg);
    scene.person_answered(leg, &agent);
    scene.root().extra.emplace_back("cc_cause", "answered");
    scene.root().extra.emplace_back("cc_agent", agent.ext + "@" + scene.tenant().sip_domain);
    scene.root().extra.emplace_back("cc_agent_bridged", "true");
    scene.wait_sec(8, 300);
    scene.hang_up(leg, scene.random().chance(0.6));
}

void offnet_forward(Scene& scene, const Occasion& occasion) {
    arrive(scene, occasion);
    const std::string mobile =
        "+39333" + std::to_string(scene.random().between(2'000'000, 9'999'999));
    scene.transfer("fwd-" + mobile, "offnet-forward");
    scene.set("forward_all", "true");
    bridge_to(scene, "sofia/gateway/carrier/" + mobile);
    const std::size_t leg = scene.ring_trunk(mobile);
    scene.begin_ringing(leg);
    scene.wait_sec(3, 18);
    scene.connect(leg);
    scene.person_answered(leg, nullptr);
    converse(scene, leg);
}

void blind_transfer(Scene& scene, const Occasion& occasion) {
    const Extension& first = scene.phone(occasion.phone);
    const Extension& second = scene.phone(occasion.phone + 1);
    arrive(scene, occasion);
    scene.transfer(first.ext, "local-extension");
    bridge_to(scene, endpoint_of(scene, first));
    const std::size_t leg = scene.ring_phone(first);
    scene.rang(first, true);
    take(scene, leg, first);
    scene.wait_sec(8, 60);
    scene.root().extra.emplace_back("sip_refer_to",
                                    "<sip:" + second.ext + "@" + scene.tenant().sip_domain + ">");
    scene.end_leg(leg, "NORMAL_CLEARING", "send_bye");
    scene.transfer(second.ext, "local-extension");
    scene.app("bridge", endpoint_of(scene, second));
    const std::size_t next = scene.ring_phone(second);
    if (scene.random().chance(0.75)) {
        scene.wait_sec(2, 12);
        scene.connect(next);
        scene.wait_sec(8, 200);
        scene.hang_up(next, true);
        return;
    }
    scene.wait_ms(25'000, 25'040);
    scene.root().originate_disposition = "";
    scene.root().bridged = {};
    scene.refuse(next, refusal::no_answer);
    scene.root().bridge_cause = "NORMAL_CLEARING";
    scene.end_root("NORMAL_CLEARING", "send_bye");
}

void loopback(Scene& scene, const Occasion& occasion) {
    const Extension& callee = scene.phone(occasion.phone);
    arrive(scene, occasion);
    scene.transfer("lb-" + callee.ext, "loopback");
    bridge_to(scene, "loopback/" + callee.ext + "/" + scene.tenant().slug + "-internal");
    const std::size_t leg = scene.connect_through_loopback(callee);
    scene.rang(callee, true);
    scene.person_answered(leg, &callee);
    scene.wait_sec(8, 200);
    scene.hang_up(leg, true);
}

}  // namespace

std::span<const Scenario> inbound_answered_scenarios() {
    static constexpr std::array<Scenario, 10> list = {{
        {"direct_answered", 44, direct},
        {"ring_group_answered", 24, ring_group},
        {"sequence_answered", 4, sequence},
        {"failover_answered", 5, failover},
        {"ivr_answered", 8, ivr},
        {"queue_answered", 9, queue, true},
        {"offnet_forward_answered", 2, offnet_forward},
        {"blind_transfer", 2, blind_transfer},
        {"loopback_answered", 0.7, loopback},
        {"bypass_media_answered", 0.7, bypass_media},
    }};
    return list;
}

}  // namespace edgvoip::simulate

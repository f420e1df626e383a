#include "edgvoip/simulate/scenario.hpp"

#include <array>

namespace edgvoip::simulate {
namespace {

using call::Disposition;

/// The dialplan sends the call to the carrier, showing the shop's number.
std::size_t dial_carrier(Scene& scene, const Occasion& occasion) {
    if (scene.tenant().sets_variables) scene.set("call_direction", "outbound");
    scene.set("effective_caller_id_number", scene.store().did_e164);
    scene.set("effective_caller_id_name", scene.tenant().name);
    bridge_to(scene, "sofia/gateway/carrier/" + occasion.party.e164);
    const std::size_t leg = scene.ring_trunk(occasion.party.e164);
    scene.truth().to_uri = occasion.party.e164;
    return leg;
}

std::size_t dial(Scene& scene, const Occasion& occasion) {
    scene.call_from_phone(scene.phone(occasion.phone), call::Direction::out, occasion.dialled,
                          "outbound");
    if (scene.tenant().records && scene.random().chance(0.1)) scene.record_call();
    return dial_carrier(scene, occasion);
}

void far_end_rings(Scene& scene, std::size_t leg) {
    scene.wait_ms(300, 2'500);
    scene.begin_ringing(leg);
    if (!happened(scene.root().progress)) scene.begin_ringing(0);
}

void answered(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = dial(scene, occasion);
    far_end_rings(scene, leg);
    scene.wait_sec(2, 22);
    scene.connect(leg);
    scene.person_answered(leg, nullptr);
    converse(scene, leg);
}

void early_media_answered(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = dial(scene, occasion);
    scene.wait_ms(200, 1'500);
    scene.bridge_early(leg);
    scene.wait_sec(3, 20);
    scene.connect(leg);
    scene.person_answered(leg, nullptr);
    scene.wait_sec(8, 240);
    scene.hang_up(leg, true);
}

void click_to_call_answered(Scene& scene, const Occasion& occasion) {
    scene.call_by_click(scene.phone(occasion.phone));
    scene.wait_ms(1'000, 6'000);
    scene.dial_by_click(occasion.dialled);
    const std::size_t leg = dial_carrier(scene, occasion);
    far_end_rings(scene, leg);
    scene.wait_sec(2, 20);
    scene.connect(leg);
    scene.person_answered(leg, nullptr);
    converse(scene, leg);
}

/// The far side or its network refuses.
void refused(Scene& scene, const Occasion& occasion, const Refusal& how, bool rings) {
    const std::size_t leg = dial(scene, occasion);
    if (rings) far_end_rings(scene, leg);
    scene.wait_ms(40, 1'500);
    scene.refuse(leg, how);
    scene.wait_ms(1, 30);
    const bool goes_on = how.cause == refusal::no_response.cause;
    scene.end_root(goes_on ? "NORMAL_CLEARING" : how.cause, "send_refuse");
}

void busy(Scene& scene, const Occasion& occasion) {
    refused(scene, occasion, refusal::busy, true);
    scene.unanswered(Disposition::busy);
}

void not_found(Scene& scene, const Occasion& occasion) {
    refused(scene, occasion, refusal::not_found, false);
    scene.unanswered(Disposition::failed);
}

void carrier_unavailable(Scene& scene, const Occasion& occasion) {
    refused(scene, occasion, refusal::unavailable, false);
    scene.unanswered(Disposition::failed);
}

void forbidden(Scene& scene, const Occasion& occasion) {
    refused(scene, occasion, refusal::forbidden, false);
    scene.unanswered(Disposition::failed);
}

void no_response(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = dial(scene, occasion);
    far_end_rings(scene, leg);
    scene.wait_ms(3'000, 30'000);
    scene.refuse(leg, refusal::no_response);
    scene.wait_ms(1, 30);
    scene.end_root("NORMAL_CLEARING", "send_refuse");
    scene.unanswered(Disposition::no_answer);
}

void no_answer(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = dial(scene, occasion);
    far_end_rings(scene, leg);
    scene.wait_ms(25'000, 25'040);
    scene.refuse(leg, refusal::no_answer);
    scene.end_root("NORMAL_CLEARING", "send_refuse");
    scene.unanswered(Disposition::no_answer);
}

void agent_gives_up(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = dial(scene, occasion);
    far_end_rings(scene, leg);
    scene.wait_ms(4'000, 24'000);
    scene.give_up(std::array{leg});
    scene.unanswered(Disposition::no_answer);
}

void early_media_busy(Scene& scene, const Occasion& occasion) {
    const std::size_t leg = dial(scene, occasion);
    scene.wait_ms(200, 1'500);
    scene.bridge_early(leg);
    scene.wait_ms(2'000, 6'000);
    scene.end_leg(leg, "USER_BUSY", "recv_refuse");
    scene.leg(leg).refused_status = 486;
    Leg& root = scene.root();
    root.refused_status = 486;
    root.last_bridge_cause = root.bridge_cause = "USER_BUSY";
    scene.wait_ms(15, 30);
    scene.end_root("USER_BUSY", "send_refuse");
    scene.unanswered(Disposition::busy);
}

void click_to_call_busy(Scene& scene, const Occasion& occasion) {
    scene.call_by_click(scene.phone(occasion.phone));
    scene.wait_ms(1'000, 6'000);
    scene.dial_by_click(occasion.dialled);
    const std::size_t leg = dial_carrier(scene, occasion);
    scene.wait_ms(500, 2'000);
    scene.refuse(leg, refusal::busy);
    scene.wait_ms(1, 30);
    scene.end_root("USER_BUSY", "send_bye");
    scene.unanswered(Disposition::busy);
}

}  // namespace

std::span<const Scenario> outbound_answered_scenarios() {
    static constexpr std::array<Scenario, 3> list = {{
        {"outbound_answered", 80, answered},
        {"outbound_early_media_answered", 12, early_media_answered},
        {"click_to_call_answered", 8, click_to_call_answered},
    }};
    return list;
}

std::span<const Scenario> outbound_unanswered_scenarios() {
    static constexpr std::array<Scenario, 9> list = {{
        {"outbound_no_answer", 22, no_answer},
        {"outbound_no_response", 14, no_response},
        {"outbound_given_up", 26, agent_gives_up},
        {"outbound_busy", 16, busy},
        {"outbound_early_media_busy", 4, early_media_busy},
        {"outbound_not_found", 6, not_found},
        {"outbound_carrier_unavailable", 5, carrier_unavailable},
        {"outbound_forbidden", 3, forbidden},
        {"click_to_call_busy", 3, click_to_call_busy},
    }};
    return list;
}

}  // namespace edgvoip::simulate

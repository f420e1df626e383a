#include "edgvoip/simulate/scenario.hpp"

#include <array>
#include <vector>

namespace edgvoip::simulate {
namespace {

using call::Disposition;

const Extension& callee_of(const Scene& scene, const Occasion& occasion) {
    return scene.phone(occasion.phone + 1);
}

void call_colleague(Scene& scene, const Occasion& occasion) {
    const Extension& callee = callee_of(scene, occasion);
    scene.call_from_phone(scene.phone(occasion.phone), call::Direction::internal, callee.ext,
                          "local-extension");
    if (scene.tenant().sets_variables) scene.set("call_direction", "local");
    bridge_to(scene, endpoint_of(scene, callee));
    scene.truth().ext_number = callee.ext;
}

void answered(Scene& scene, const Occasion& occasion) {
    const Extension& callee = callee_of(scene, occasion);
    call_colleague(scene, occasion);
    const std::size_t leg = scene.ring_phone(callee);
    scene.wait_sec(1, 15);
    scene.connect(leg);
    scene.person_answered(leg, &callee);
    converse(scene, leg);
}

void group_answered(Scene& scene, const Occasion& occasion) {
    scene.call_from_phone(scene.phone(occasion.phone), call::Direction::internal,
                          scene.store().ring_group, "ring-group");
    std::vector<const Extension*> members;
    std::string endpoints;
    for (std::size_t i = 1; i < std::min<std::size_t>(scene.phones(), 4); ++i) {
        members.push_back(&scene.phone(occasion.phone + i));
        endpoints += (i > 1 ? "," : "") + endpoint_of(scene, *members.back());
    }
    bridge_to(scene, endpoints);
    std::vector<std::size_t> legs;
    legs.reserve(members.size());
    for (const Extension* member : members)
        legs.push_back(scene.ring_phone(*member));
    scene.wait_sec(1, 12);
    scene.connect(legs.front());
    scene.person_answered(legs.front(), members.front());
    for (std::size_t i = 1; i < legs.size(); ++i)
        scene.refuse(legs[i], refusal::lost_race);
    converse(scene, legs.front());
}

void no_answer(Scene& scene, const Occasion& occasion) {
    call_colleague(scene, occasion);
    const std::size_t leg = scene.ring_phone(callee_of(scene, occasion));
    scene.wait_ms(25'000, 25'040);
    scene.refuse(leg, refusal::no_answer);
    scene.end_root("NORMAL_CLEARING", "send_refuse");
    scene.unanswered(Disposition::no_answer);
}

void busy(Scene& scene, const Occasion& occasion) {
    call_colleague(scene, occasion);
    const std::size_t leg = scene.ring_phone(callee_of(scene, occasion));
    scene.wait_ms(40, 200);
    scene.refuse(leg, refusal::busy);
    scene.wait_ms(15, 30);
    scene.end_root("USER_BUSY", "send_refuse");
    scene.unanswered(Disposition::busy);
}

void unregistered(Scene& scene, const Occasion& occasion) {
    call_colleague(scene, occasion);
    Leg& root = scene.root();
    root.dialed_user = callee_of(scene, occasion).ext;
    root.originate_disposition = "USER_NOT_REGISTERED";
    root.endpoint_disposition = "DELAYED NEGOTIATION";
    scene.end_root("USER_NOT_REGISTERED", "send_refuse");
    scene.unanswered(Disposition::failed);
}

/// A service of the PBX takes the call; the caller hangs up.
void use_service(Scene& scene, const Occasion& occasion, const std::string& number,
                 std::string_view route, std::string_view app, const std::string& data) {
    scene.call_from_phone(scene.phone(occasion.phone), call::Direction::internal, number, route);
    scene.app("answer", "");
    scene.wait_ms(5, 30);
    scene.answer_by_pbx();
    scene.app(app, data);
    scene.person_answered(0, &scene.phone(occasion.phone));
    scene.wait_sec(8, 120);
    scene.end_root("NORMAL_CLEARING", "recv_bye");
}

void echo(Scene& scene, const Occasion& occasion) {
    use_service(scene, occasion, "9196", "echo", "echo", "");
}

void conference(Scene& scene, const Occasion& occasion) {
    use_service(scene, occasion, "301", "conference", "conference",
                "301-" + scene.tenant().slug + "@default");
}

void voicemail_check(Scene& scene, const Occasion& occasion) {
    use_service(
        scene, occasion, "*98", "vm-main", "voicemail",
        "check default " + scene.tenant().sip_domain + " " + scene.phone(occasion.phone).ext);
}

}  // namespace

std::span<const Scenario> internal_scenarios() {
    static constexpr std::array<Scenario, 8> list = {{
        {"internal_answered", 62, answered},
        {"internal_group_answered", 5, group_answered},
        {"internal_no_answer", 16, no_answer},
        {"internal_busy", 7, busy},
        {"internal_unregistered", 3, unregistered},
        {"echo_test", 1, echo},
        {"conference", 3, conference},
        {"voicemail_check", 3, voicemail_check},
    }};
    return list;
}

}  // namespace edgvoip::simulate

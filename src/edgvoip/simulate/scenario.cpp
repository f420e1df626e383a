#include "edgvoip/simulate/scenario.hpp"

#include <algorithm>

namespace edgvoip::simulate {
namespace {

/// Packet intervals in ms × 100: from hardly noticeable to a call nobody can follow.
void spoil_sound(Scene& scene, std::size_t leg) {
    Random& random = scene.random();
    const bool bypassed = !scene.leg(leg).media.reported;
    if (bypassed) return;
    const double what = random.unit();
    const std::size_t side = random.chance(0.5) ? leg : 0;
    if (what < 0.015) {
        scene.silence(side);
    } else if (what < 0.07) {
        scene.lose_packets(side, static_cast<std::int32_t>(random.between(2030, 2250)));
    } else if (what < 0.085) {
        scene.lose_packets(leg, static_cast<std::int32_t>(random.between(2300, 2800)));
        scene.lose_packets(0, static_cast<std::int32_t>(random.between(2050, 2250)));
    } else if (what < 0.3) {
        scene.lose_packets(side, static_cast<std::int32_t>(random.between(2006, 2014)));
    }
}

/// The phone's side of some longer talks keeps the other one waiting for a while. The leg's id says
/// which, so that whatever is drawn afterwards does not depend on it.
void ask_to_wait(Scene& scene, std::size_t leg, base::Instant talk_began) {
    constexpr std::int64_t talk_us_min = 40 * base::us_per_second;
    constexpr std::int64_t hold_us_max = 45 * base::us_per_second;
    constexpr unsigned one_of = 4;
    const std::size_t side = scene.leg(leg).channel == Channel::to_phone ? leg : 0;
    const std::int64_t talk_us = scene.now().us - talk_began.us;
    if (scene.leg(side).ext.empty() || scene.leg(side).only_signal_bond) return;
    if (talk_us < talk_us_min || scene.leg(side).id.bytes.back() % one_of != 0) return;
    const base::Instant from = after(talk_began, talk_us / 3);
    scene.hold(side, {from, after(from, std::min(talk_us / 3, hold_us_max))});
}

}  // namespace

void arrive(Scene& scene, const Occasion& occasion) {
    scene.call_from_trunk(occasion.party, occasion.did_e164, occasion.did_as_sent);
}

std::size_t group_members(const Scene& scene) {
    return std::min<std::size_t>(scene.phones(), 4);
}

std::vector<std::size_t> arrive_at_group(Scene& scene, const Occasion& occasion) {
    const std::size_t members = group_members(scene);
    arrive(scene, occasion);
    scene.transfer(scene.store().ring_group, "ring-group");
    std::string endpoints;
    for (std::size_t i = 0; i < members; ++i) {
        endpoints += (i > 0 ? "," : "") + endpoint_of(scene, scene.phone(i));
    }
    bridge_to(scene, endpoints);
    std::vector<std::size_t> legs;
    legs.reserve(members);
    for (std::size_t i = 0; i < members; ++i)
        legs.push_back(scene.ring_phone(scene.phone(i)));
    scene.rang(scene.phone(0), members == 1);
    return legs;
}

void converse(Scene& scene, std::size_t leg) {
    // Talks of about five seconds are too few packets to measure or just enough: left out.
    if (scene.random().chance(0.04)) {
        scene.wait_ms(900, 4200);
    } else {
        const base::Instant talk_began = scene.now();
        scene.wait_sec(8, 360);
        ask_to_wait(scene, leg, talk_began);
        spoil_sound(scene, leg);
    }
    scene.hang_up(leg, scene.random().chance(0.6));
}

void bridge_to(Scene& scene, const std::string& endpoints) {
    scene.set("hangup_after_bridge", "true");
    scene.set("call_timeout", "25");
    scene.app("bridge", endpoints);
}

std::string endpoint_of(const Scene& scene, const Extension& extension) {
    return "user/" + extension.ext + "@" + scene.tenant().sip_domain;
}

}  // namespace edgvoip::simulate

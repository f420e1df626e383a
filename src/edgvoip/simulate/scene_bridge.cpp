#include "edgvoip/simulate/scene.hpp"

namespace edgvoip::simulate {

void Scene::answer_rung(Leg& leg) {
    leg.answered = now_;
    leg.endpoint_disposition = "ANSWER";
    if (!bypasses_media()) {
        leg.media.reported = true;
        if (!happened(leg.media.from)) leg.media.from = now_;
    }
    note(Happening::answered, leg);
}

void Scene::answer_and_bridge(std::size_t position) {
    Leg& leg = story_.legs[position];
    Leg& root = story_.legs.front();
    answer_rung(leg);
    wait_ms(0, 40);
    if (!happened(root.answered)) answer_by_pbx();
    if (!happened(leg.bridged)) bridge(leg);
    if (Attempt* attempt = attempt_of(leg)) {
        attempt->told_twice = leg.channel == Channel::to_phone;
        root.originate_disposition = "SUCCESS";
    }
}

void Scene::connect(std::size_t position) {
    const bool is_bridged = happened(story_.legs[position].bridged);  // for early media
    answer_and_bridge(position);
    if (!is_bridged) note_bridge(root(), story_.legs[position]);
}

void Scene::connect_bypassing_media(std::size_t position) {
    base::check(bypasses_media(), "the dialplan said so before it rang anybody");
    for (Leg* leg : {&story_.legs[position], &story_.legs.front()})
        leg->only_signal_bond = true;
    connect(position);
}

/// `uuid_bridge`: both legs are taken out of where they were and joined anew.
void Scene::join_anew(Leg& leg) {
    Leg& root = story_.legs.front();
    const std::string second = std::to_string(now_.us / base::us_per_second);
    root.transfers.push_back(second + ":" + random_.uuid().text() + ":uuid_br:" + leg.id.text());
    leg.transfers.push_back(second + ":" + random_.uuid().text() + ":uuid_br:" + root.id.text());
    for (Leg* side : {&root, &leg}) {
        Hop again = side->hops.back();
        side->hops.back().left = now_;
        again.entered = now_;
        again.has_originator = side == &leg;
        side->hops.push_back(std::move(again));
    }
    bridge(leg);
    note_bridge(root, leg);
}

void Scene::connect_queue_agent(std::size_t position) {
    Leg& leg = story_.legs[position];
    answer_rung(leg);
    wait_ms(0, 40);
    join_anew(leg);
}

void Scene::link(Leg& one, Leg& other) {
    one.peer = other.id;
    one.peer_channel = channel_name(story_, other);
    other.peer = one.id;
    other.peer_channel = channel_name(story_, one);
}

void Scene::bridge(Leg& leg) {
    Leg& root = story_.legs.front();
    link(root, leg);
    leg.bridged = leg.hops.back().bridged = now_;
    root.bridged = root.hops.back().bridged = now_;
}

void Scene::bridge_early(std::size_t position) {
    Leg& leg = story_.legs[position];
    Leg& root = story_.legs.front();
    for (Leg* side : {&leg, &root}) {
        side->progress_media = now_;
        side->endpoint_disposition = "EARLY MEDIA";
        side->media = {.reported = true, .from = now_};
        note(Happening::progress_media, *side);
    }
    root.originate_disposition = "SUCCESS";
    bridge(leg);
    note_bridge(root, leg);
}

void Scene::hold(std::size_t position, const Hold& hold) {
    Leg& leg = story_.legs[position];
    base::check(leg.bridged <= hold.from && hold.from <= hold.to && hold.to <= now_,
                "the other one waits within the talk");
    leg.hold = hold;
    note(Happening::held, leg, hold.from);
    note(Happening::resumed, leg, hold.to);
}

std::size_t Scene::ring_loopback(const Extension& callee) {
    Leg& root = story_.legs.front();
    Leg& a = add_leg(Channel::loopback_a);
    a.ext = callee.ext;
    begin_rung(a, root, callee.ext);
    a.hops.back().context = internal_context();
    tell(root, a, internal_context());
    wait_ms(5, 40);
    Leg& b = add_leg(Channel::loopback_b);
    b.ext = callee.ext;
    b.hops.push_back(a.hops.back());
    b.hops.back().has_originator = false;
    b.hops.back().extension = "local-extension";
    b.apps.push_back({"bridge", "user/" + callee.ext + "@" + tenant().sip_domain, now_});
    a.extra = {{"loopback_from_uuid", root.id.text()},
               {"other_loopback_leg_uuid", b.id.text()},
               {"loopback_leg", "A"},
               {"loopback_bowout_other_uuid", root.id.text()},
               {"loopback_hangup_cause", "bridge"},
               {"is_loopback", "1"}};
    b.extra = {{"other_loopback_leg_uuid", a.id.text()},
               {"other_loopback_from_uuid", root.id.text()},
               {"loopback_leg", "B"},
               {"loopback_hangup_cause", "bridge"},
               {"is_loopback", "1"}};
    note(Happening::created, a, a.started);
    note(Happening::created, b);
    note(Happening::executed, b);
    a.progress_media = b.progress_media = b.progress = root.progress_media = now_;
    root.media = {.reported = true, .from = now_};
    note(Happening::progress, b);
    for (const Leg* leg : {&b, &a, &root})
        note(Happening::progress_media, *leg);
    return story_.legs.size() - 1;
}

std::size_t Scene::connect_through_loopback(const Extension& callee) {
    const std::size_t far = ring_loopback(callee);
    Leg& root = story_.legs.front();
    Leg& a = story_.legs[far - 1];
    Leg& b = story_.legs[far];
    const std::size_t position = ring_phone_for(far, callee);
    Leg& leg = story_.legs[position];
    wait_sec(2, 12);
    answer_and_bridge(position);
    leg.extra.emplace_back("other_leg_true_id", root.id.text());
    b.extra.emplace_back("loopback_bowout_other_uuid", leg.id.text());
    b.originate_disposition = "SUCCESS";
    link(root, a);
    link(b, leg);
    for (Leg* half : {&a, &b}) {
        half->answered = half->bridged = half->hops.back().bridged = now_;
        half->endpoint_disposition = "ANSWER";
        half->cause = "NORMAL_CLEARING";
        note(Happening::answered, *half);
    }
    note_bridge(root, a);
    note_bridge(b, leg);
    // Seconds later the pair leaves and the phone is bridged to the caller directly.
    wait_ms(1500, 2500);
    const base::Instant second_leaves = after(now_, random_.between(0, 20) * us_per_ms);
    join_anew(leg);
    a.ended = now_;
    b.ended = second_leaves;
    return position;
}

}  // namespace edgvoip::simulate

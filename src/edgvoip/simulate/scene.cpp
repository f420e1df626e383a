#include "edgvoip/simulate/scene.hpp"

#include <algorithm>

namespace edgvoip::simulate {

Scene::Scene(const Tenant& tenant, std::size_t store, std::uint64_t seed, base::Instant start,
             std::string_view scenario, Chronicle* chronicle)
    : random_(seed), store_(store), now_(start), chronicle_(chronicle) {
    story_.tenant = &tenant;
    story_.legs.reserve(8);  // legs are referred to while others are added
    story_.truth.scenario = scenario;
    story_.truth.tenant = tenant.id;
    story_.truth.sip_domain = tenant.sip_domain;
}

const Extension& Scene::phone(std::size_t position) const {
    return tenant().extensions[store().extensions[position % phones()]];
}

void Scene::wait_ms(std::int64_t least, std::int64_t most) {
    now_.us += random_.between(least * us_per_ms, most * us_per_ms);
}

void Scene::wait_sec(std::int64_t least, std::int64_t most) {
    now_.us += random_.skewed(least * base::us_per_second, most * base::us_per_second);
}

void Scene::note(Happening what, const Leg& leg, base::Instant at) {
    if (chronicle_ != nullptr) chronicle_->note(story_, what, leg, at);
}

void Scene::note_bridge(const Leg& leg, const Leg& to) {
    if (chronicle_ != nullptr) chronicle_->note_bridge(story_, leg, to, now_);
}

Leg& Scene::add_leg(Channel channel) {
    base::check(story_.legs.size() < story_.legs.capacity(), "a story has at most eight legs");
    Leg& leg = story_.legs.emplace_back();
    leg.id = random_.uuid();
    leg.channel = channel;
    leg.started = now_;
    return leg;
}

void Scene::enter(Leg& leg, std::string_view extension, const std::string& dialled,
                  const std::string& context) {
    Hop hop;
    if (!leg.hops.empty()) {
        hop = leg.hops.back();
        leg.hops.back().left = now_;
        hop.redirected_from = hop.dialled;
        hop.bridged = {};
    }
    hop.extension = extension;
    hop.dialled = dialled;
    hop.context = context;
    hop.entered = now_;
    leg.hops.push_back(std::move(hop));
}

void Scene::call_from_trunk(const Party& caller, const std::string& did_e164,
                            const std::string& did_as_sent) {
    Leg& root = add_leg(Channel::from_trunk);
    root.number = caller.anonymous ? "anonymous" : caller.as_sent;
    story_.anonymous = caller.anonymous;
    if (caller.anonymous) story_.asserted = caller.e164;
    enter(root, "did-" + tenant().slug, did_as_sent, "public");
    Hop& hop = root.hops.back();
    hop.caller_number = caller.anonymous && !caller.e164.empty() ? caller.e164 : root.number;
    hop.caller_name = caller.name.empty() ? hop.caller_number : caller.name;
    note(Happening::created, root);
    if (tenant().sets_variables) {
        set("domain_name", tenant().sip_domain);
        set("call_direction", "inbound");
        set("accountcode", tenant().slug);
        set("did", did_as_sent);
    }
    Truth& truth = story_.truth;
    truth.direction = call::Direction::in;
    truth.from_uri = caller.e164;
    if (!caller.anonymous) truth.from_name = caller.name;
    truth.to_uri = did_e164;
    truth.did_e164 = did_e164;
    if (did_e164 == store().did_e164) truth.store = store().id;
}

void Scene::call_from_phone(const Extension& caller, call::Direction direction,
                            const std::string& dialled, std::string_view route_name) {
    Leg& root = add_leg(Channel::from_phone);
    root.ext = caller.ext;
    enter(root, route_name, dialled, internal_context());
    root.hops.back().caller_number = caller.ext;
    root.hops.back().caller_name = caller.shows_name ? caller.display_name : caller.ext;
    note(Happening::created, root);
    Truth& truth = story_.truth;
    truth.direction = direction;
    truth.from_uri = caller.ext;
    truth.to_uri = dialled;
    if (caller.shows_name) truth.from_name = caller.display_name;
    truth.store = tenant().stores[caller.store].id;
    truth.ext_number = caller.ext;
}

void Scene::call_by_click(const Extension& caller) {
    Leg& root = add_leg(Channel::to_phone);
    root.ext = caller.ext;
    root.dialed_user = caller.ext;
    root.progress = now_;
    enter(root, {}, caller.ext, "default");
    root.hops.back().caller_number = "0000000000";
    note(Happening::created, root);
    note(Happening::progress, root);
    Truth& truth = story_.truth;
    truth.direction = call::Direction::out;
    truth.from_uri = caller.ext;
    truth.ext_number = caller.ext;
    truth.store = tenant().stores[caller.store].id;
}

void Scene::dial_by_click(const std::string& dialled) {
    answer_by_pbx();
    wait_ms(1, 20);
    Leg& root = story_.legs.front();
    enter(root, "outbound", dialled, internal_context());
    root.hops.back().redirected_from = root.ext;
    root.hops.back().caller_number = root.ext;
    root.hops.back().caller_name = "Outbound Call";
}

void Scene::app(std::string_view name, std::string data) {
    now_.us += random_.between(20, 400);
    root().apps.push_back({.name = std::string(name), .data = std::move(data), .at = now_});
    note(Happening::executed, root());
}

void Scene::set(std::string_view variable, const std::string& value) {
    app("set", std::string(variable) + "=" + value);
    root().extra.emplace_back(variable, value);
}

void Scene::transfer(const std::string& route, std::string_view route_name) {
    const std::string& context = inbound_context();
    wait_ms(0, 20);
    root().transfers.push_back(std::to_string(now_.us / base::us_per_second) + ":" +
                               random_.uuid().text() + ":bl_xfer:" + route + "/" + context +
                               "/XML");
    enter(root(), route_name, route, context);
}

bool Scene::bypasses_media() {
    return std::ranges::any_of(root().extra,
                               [](const auto& set) { return set.first == "bypass_media"; });
}

void Scene::answer_by_pbx() {
    Leg& root = story_.legs.front();
    root.endpoint_disposition = "ANSWER";
    if (!bypasses_media()) {
        root.media.reported = true;
        if (!happened(root.media.from)) root.media.from = now_;
        if (!happened(root.progress_media)) {
            root.progress_media = now_;
            note(Happening::progress_media, root);
        }
    }
    root.answered = now_;
    note(Happening::answered, root);
}

void Scene::tell(Leg& by, const Leg& rung, const std::string& dialled) {
    by.attempts.push_back({.leg = rung.id,
                           .dialled = dialled,
                           .cause = "NONE",
                           .at = now_,
                           .channel_name = channel_name(story_, rung)});
}

Attempt* Scene::attempt_of(const Leg& leg) {
    for (Leg& by : story_.legs) {
        for (Attempt& attempt : by.attempts) {
            if (attempt.leg == leg.id) return &attempt;
        }
    }
    return nullptr;
}

void Scene::begin_rung(Leg& leg, const Leg& by, const std::string& dialled) {
    leg.originator = by.id;
    leg.hops.push_back(by.hops.back());
    Hop& hop = leg.hops.back();
    hop.extension.clear();
    hop.dialled = dialled;
    hop.entered = now_;
    hop.has_originator = true;
}

/// The dialplan sets a ringback tone, so the caller hears it as early media.
void Scene::hear_ringback(base::Instant ringing) {
    Leg& root = story_.legs.front();
    if (!happened(root.progress)) root.progress = ringing;
    if (happened(root.answered) || happened(root.progress_media) || bypasses_media()) return;
    root.progress_media = after(ringing, 20 * us_per_ms);
    root.endpoint_disposition = "EARLY MEDIA";
    root.media = {.reported = true, .from = root.progress_media};
    note(Happening::progress_media, root, root.progress_media);
}

std::size_t Scene::ring_phone_for(std::size_t position, const Extension& callee) {
    Leg& leg = add_leg(Channel::to_phone);
    Leg& by = story_.legs[position];
    leg.ext = callee.ext;
    leg.dialed_user = callee.ext;
    leg.progress = after(now_, random_.between(0, 30) * us_per_ms);
    begin_rung(leg, by, callee.ext);
    by.dialed_user = callee.ext;
    tell(by, leg, callee.ext);
    note(Happening::created, leg);
    note(Happening::progress, leg, leg.progress);
    hear_ringback(leg.progress);
    return story_.legs.size() - 1;
}

std::size_t Scene::ring_trunk(const std::string& number) {
    Leg& leg = add_leg(Channel::to_trunk);
    Leg& root = story_.legs.front();
    leg.number = number;
    begin_rung(leg, root, number);
    Hop& hop = leg.hops.back();
    if (story_.truth.direction != call::Direction::in) {
        story_.shown_number = store().did_e164;
        story_.truth.did_e164 = store().did_e164;
        hop.caller_number = story_.shown_number;
        hop.caller_name = tenant().name;
    }
    tell(root, leg, number);
    if (root.endpoint_disposition.empty()) root.endpoint_disposition = "DELAYED NEGOTIATION";
    note(Happening::created, leg);
    return story_.legs.size() - 1;
}

void Scene::begin_ringing(std::size_t position) {
    Leg& leg = story_.legs[position];
    leg.progress = now_;
    note(Happening::progress, leg);
}

std::size_t Scene::ring_queue_agent(const Extension& agent, const std::string& queue) {
    Leg& leg = add_leg(Channel::to_phone);
    const Leg& root = story_.legs.front();
    leg.ext = agent.ext;
    leg.dialed_user = agent.ext;
    leg.progress = after(now_, random_.between(0, 30) * us_per_ms);
    enter(leg, {}, agent.ext, "default");
    leg.hops.back().caller_number = root.hops.back().caller_number;
    leg.hops.back().caller_name = root.hops.back().caller_name;
    leg.extra = {{"cc_queue", queue},
                 {"cc_member_session_uuid", root.id.text()},
                 {"cc_agent", agent.ext + "@" + tenant().sip_domain},
                 {"cc_agent_type", "callback"},
                 {"cc_side", "agent"},
                 {"cc_export_vars", "domain_name"},
                 {"domain_name", tenant().sip_domain},
                 {"origination_caller_id_number", root.hops.back().caller_number},
                 {"leg_timeout", "15"}};
    note(Happening::created, leg);
    note(Happening::progress, leg, leg.progress);
    return story_.legs.size() - 1;
}

}  // namespace edgvoip::simulate

#include "pbx_model.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

std::string domain_of(const std::string& tenant) {
    return "demo-" + tenant + ".edgvoip.test";
}

std::string internal_context(const std::string& tenant) {
    return "tenant-demo-" + tenant + "-internal";
}

std::string inbound_context(const std::string& tenant) {
    return "tenant-demo-" + tenant + "-inbound";
}

std::string did_of(const std::string& tenant) {
    return tenant == "a" ? "+39061234567" : "+390287654321";
}

}  // namespace

std::size_t PbxModel::chance(std::size_t below) {
    return static_cast<std::size_t>(random_() % below);
}

std::string PbxModel::new_id() {
    std::string digits = std::to_string(++last_id_);
    return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

void PbxModel::tick() {
    now_ += 20'000 + static_cast<std::int64_t>(chance(1'000'000));
}

json::object PbxModel::told(const std::string& event, const Channel& channel) const {
    json::object out;
    out["Event-Name"] = event;
    out["Event-Date-Timestamp"] = std::to_string(now_);
    out["Event-Sequence"] = std::to_string(sequence_);
    out["Unique-ID"] = channel.id;
    out["Channel-Name"] = channel.name;
    out["Call-Direction"] = channel.into_pbx ? "inbound" : "outbound";
    out["Caller-Caller-ID-Number"] = channel.caller;
    out["Caller-Caller-ID-Name"] = channel.caller;
    out["Caller-Destination-Number"] = channel.dialled;
    out["Caller-Context"] = channel.context;
    out["Caller-Channel-Created-Time"] = std::to_string(channel.created);
    out["Caller-Channel-Answered-Time"] = std::to_string(channel.answered);
    out["Caller-Channel-Bridged-Time"] = std::to_string(channel.bridged);
    out["variable_uuid"] = channel.id;
    if (!channel.parent.empty()) {
        out["variable_originating_leg_uuid"] = channel.parent;
        out["variable_originator"] = channel.parent;
        out["Other-Type"] = "originator";
        out["Other-Leg-Unique-ID"] = channel.parent;
    }
    if (!channel.member.empty()) {
        out["variable_cc_side"] = "agent";
        out["variable_cc_member_session_uuid"] = channel.member;
        out["variable_cc_agent"] = channel.ext + "@" + domain_of(channel.tenant);
    }
    if (!channel.ext.empty() && !channel.into_pbx) {
        out["variable_dialed_user"] = channel.ext;
        out["variable_dialed_domain"] = domain_of(channel.tenant);
    }
    if (!channel.ext.empty() && channel.into_pbx) {
        out["variable_user_name"] = channel.ext;
        out["variable_domain_name"] = domain_of(channel.tenant);
    }
    if (channel.name.starts_with("sofia/external/") && !channel.into_pbx) {
        out["variable_sip_gateway_name"] = "carrier";
    }
    return out;
}

void PbxModel::say(const std::string& event, const std::string& id, const json::object& more) {
    const Channel& channel = channels_.at(id);
    ++sequence_;
    json::object out = told(event, channel);
    for (const auto& [key, value] : more)
        out[key] = value;
    say_(json::serialize(out));
}

void PbxModel::execute(const std::string& id, const std::string& app, const std::string& data) {
    Channel& channel = channels_.at(id);
    channel.app = app;
    channel.app_data = data;
    say("CHANNEL_EXECUTE", id, {{"Application", app}, {"Application-Data", data}});
}

std::string PbxModel::create(Channel channel) {
    tick();
    channel.id = new_id();
    channel.created = now_;
    channel.first_dialled = channel.dialled;
    channel.first_context = channel.context;
    const std::string id = channel.id;
    channels_[id] = std::move(channel);
    say("CHANNEL_CREATE", id);
    return id;
}

void PbxModel::answer_channel(const std::string& id) {
    Channel& channel = channels_.at(id);
    if (channel.answered != 0) return;
    channel.answered = now_;
    say("CHANNEL_ANSWER", id);
}

std::string PbxModel::some_ext() {
    return std::to_string(1001 + chance(4));
}

void PbxModel::begin_call() {
    Call call;
    call.tenant = chance(2) == 0 ? "a" : "b";
    Channel root;
    root.tenant = call.tenant;
    root.into_pbx = true;
    const std::size_t kind = chance(4);
    const std::string outside = "+39340" + std::to_string(1'000'000 + chance(9'000'000));
    if (kind < 2) {
        call.direction = "in";
        call.remote = outside;
        root.name = "sofia/external/" + outside + "@sip.carrier.test";
        root.caller = outside;
        root.dialled = did_of(call.tenant);
        root.context = "public";
    } else {
        root.ext = some_ext();
        root.name = "sofia/internal/" + root.ext + "@" + domain_of(call.tenant);
        root.caller = root.ext;
        root.context = internal_context(call.tenant);
        call.direction = kind == 2 ? "out" : "internal";
        call.remote = kind == 2 ? outside : "";
        root.dialled = kind == 2 ? outside : some_ext();
    }
    call.root = create(std::move(root));
    if (call.direction == "in") {
        Channel& channel = channels_.at(call.root);
        execute(call.root, "transfer", "main XML " + inbound_context(call.tenant));
        channel.dialled = "main";
        channel.context = inbound_context(call.tenant);
    }
    calls_[call.root] = std::move(call);
}

void PbxModel::ring_phone(Call& call, const std::string& ext, bool by_queue) {
    const Channel& root = channels_.at(call.root);
    Channel leg;
    leg.tenant = call.tenant;
    leg.name = "sofia/internal/" + ext + "@127.0.0.1:15101";
    leg.caller = root.caller;
    leg.dialled = ext;
    leg.context = by_queue ? "default" : root.context;
    leg.ext = ext;
    (by_queue ? leg.member : leg.parent) = call.root;
    call.rung.push_back(create(std::move(leg)));
    say("CHANNEL_PROGRESS", call.rung.back());
}

void PbxModel::ring_trunk(Call& call) {
    Channel leg;
    leg.tenant = call.tenant;
    leg.name = "sofia/external/" + call.remote;
    leg.caller = did_of(call.tenant);
    leg.dialled = call.remote;
    leg.context = channels_.at(call.root).context;
    leg.parent = call.root;
    call.rung.push_back(create(std::move(leg)));
    say("CHANNEL_PROGRESS_MEDIA", call.rung.back());
}

void PbxModel::ring(Call& call) {
    call.phase = Phase::ringing;
    const std::string domain = "@" + domain_of(call.tenant);
    if (call.direction == "out") {
        execute(call.root, "bridge", "sofia/gateway/carrier/" + call.remote);
        return ring_trunk(call);
    }
    std::set<std::string> exts;
    if (call.direction == "internal" && call.hops == 0) {
        exts.insert(channels_.at(call.root).dialled);
    } else {
        for (std::size_t i = 0; i <= chance(3); ++i)
            exts.insert(some_ext());
    }
    std::string targets;
    for (const std::string& ext : exts)
        targets += (targets.empty() ? "user/" : ",user/") + ext + domain;
    execute(call.root, "bridge", targets);
    for (const std::string& ext : exts)
        ring_phone(call, ext, false);
}

void PbxModel::answer(Call& call) {
    const std::string leg = call.rung[chance(call.rung.size())];
    tick();
    answer_channel(leg);
    answer_channel(call.root);
    for (const std::string& each : call.rung) {
        if (each != leg) hang_up(each, "LOSE_RACE");
    }
    call.rung.clear();
    channels_.at(leg).bridged = now_;
    channels_.at(call.root).bridged = now_;
    say("CHANNEL_BRIDGE", call.root,
        {{"Bridge-A-Unique-ID", call.root},
         {"Bridge-B-Unique-ID", leg},
         {"variable_bridge_uuid", leg}});
    call.talker = leg;
    call.was_answered = true;
    call.phase = Phase::talking;
    call.queue.clear();
}

/// The phone that talks passes the caller on, or hangs up and the dialplan goes on.
void PbxModel::send_on(Call& call) {
    tick();
    say("CHANNEL_UNBRIDGE", call.root, {{"Other-Leg-Unique-ID", call.talker}});
    hang_up(std::exchange(call.talker, {}), "NORMAL_CLEARING");
    ++call.hops;
    Channel& root = channels_.at(call.root);
    root.dialled = "again" + std::to_string(call.hops);
    ring(call);
}

void PbxModel::hang_up(const std::string& id, const std::string& cause) {
    const json::object why{{"Hangup-Cause", cause}, {"variable_hangup_cause", cause}};
    if (chance(3) > 0) say("CHANNEL_HANGUP", id, why);
    say("CHANNEL_HANGUP_COMPLETE", id, why);
    if (chance(2) > 0) say("CHANNEL_DESTROY", id, why);
    channels_.erase(id);
}

void PbxModel::end(Call& call) {
    tick();
    std::vector<std::string> legs = call.rung;
    if (!call.talker.empty()) legs.push_back(call.talker);
    legs.push_back(call.root);
    std::ranges::shuffle(legs, random_);
    for (const std::string& id : legs)
        hang_up(id, "NORMAL_CLEARING");
    calls_.erase(std::string(call.root));
}

void PbxModel::go_on(Call& call) {
    tick();
    switch (call.phase) {
        case Phase::dialplan: {
            if (chance(8) == 0 || call.hops > 3) return end(call);
            if (call.direction != "in" || chance(3) > 0) return ring(call);
            execute(call.root, "answer", "");
            answer_channel(call.root);
            call.queue = "vendite";
            execute(call.root, "callcenter", "vendite@" + domain_of(call.tenant));
            call.phase = Phase::queue;
            return;
        }
        case Phase::queue: {
            if (chance(6) == 0) return end(call);
            if (call.rung.empty()) return ring_phone(call, some_ext(), true);
            if (chance(2) == 0) return answer(call);
            hang_up(call.rung.back(), "NO_ANSWER");
            call.rung.clear();
            return;
        }
        case Phase::ringing: {
            if (chance(6) == 0) return end(call);
            if (chance(3) > 0) return answer(call);
            for (const std::string& id : std::exchange(call.rung, {}))
                hang_up(id, "NO_ANSWER");
            ++call.hops;
            call.phase = Phase::dialplan;
            return;
        }
        case Phase::talking: {
            const std::size_t what = chance(6);
            Channel& talker = channels_.at(call.talker);
            if (what < 2 && !talker.ext.empty()) {
                talker.held = !talker.held;
                return say(talker.held ? "CHANNEL_HOLD" : "CHANNEL_UNHOLD", call.talker);
            }
            if (what == 2 && call.direction != "out" && call.hops < 4) return send_on(call);
            return end(call);
        }
    }
}

void PbxModel::step() {
    if (calls_.empty() || (calls_.size() < 12 && chance(4) == 0)) return begin_call();
    auto call = calls_.begin();
    std::advance(call, static_cast<std::ptrdiff_t>(chance(calls_.size())));
    go_on(call->second);
}

void PbxModel::end_all() {
    while (!calls_.empty())
        end(calls_.begin()->second);
}

void PbxModel::reconnected() {
    for (auto& [id, call] : calls_)
        call.was_answered = call.phase == Phase::talking;
}

std::string PbxModel::state_of(const Call& call) const {
    if (!call.was_answered) return "ringing";
    const bool is_held = !call.talker.empty() && channels_.at(call.talker).held;
    return is_held ? "held" : "answered";
}

std::map<std::string, PbxModel::Truth> PbxModel::truth() const {
    std::map<std::string, Truth> all;
    for (const auto& [id, call] : calls_) {
        Truth truth{.tenant = call.tenant,
                    .direction = call.direction,
                    .state = state_of(call),
                    .remote = call.remote,
                    .queue = call.was_answered ? "" : call.queue,
                    .exts = {}};
        const Channel& root = channels_.at(id);
        // The caller's own phone, which holds nobody here.
        if (!root.ext.empty()) truth.exts[root.ext] = call.was_answered ? "answered" : "ringing";
        const auto note = [&truth](const Channel& leg, const std::string& state) {
            if (leg.ext.empty()) return;
            std::string& known = truth.exts[leg.ext];
            const auto rank = [](const std::string& word) {
                return word == "held" ? 3 : word == "answered" ? 2 : word == "ringing" ? 1 : 0;
            };
            if (rank(state) > rank(known)) known = state;
        };
        for (const std::string& leg : call.rung)
            note(channels_.at(leg), "ringing");
        if (!call.talker.empty()) {
            const Channel& talker = channels_.at(call.talker);
            note(talker, talker.held ? "held" : "answered");
        }
        all[id] = std::move(truth);
    }
    return all;
}

json::object PbxModel::row_of(const Channel& channel) const {
    json::object row;
    row["uuid"] = channel.id;
    row["direction"] = channel.into_pbx ? "inbound" : "outbound";
    row["created_epoch"] = std::to_string(channel.created / 1'000'000);
    row["name"] = channel.name;
    row["cid_name"] = channel.caller;
    row["cid_num"] = channel.caller;
    row["dest"] = channel.dialled;
    row["application"] = channel.app;
    row["application_data"] = channel.app_data;
    row["context"] = channel.context;
    const bool is_rung_phone = !channel.ext.empty() && !channel.into_pbx;
    row["presence_id"] = is_rung_phone ? channel.ext + "@" + domain_of(channel.tenant) : "";
    row["accountcode"] = "";
    row["callstate"] = channel.held ? "HELD" : channel.answered != 0 ? "ACTIVE" : "RINGING";
    std::string call = channel.parent;
    if (!channel.member.empty()) call = channel.bridged != 0 ? channel.member : channel.id;
    row["call_uuid"] = call;
    row["initial_cid_num"] = channel.caller;
    row["initial_dest"] = channel.first_dialled;
    row["initial_context"] = channel.first_context;
    return row;
}

std::string PbxModel::channel_list() const {
    if (channels_.empty()) return "{\"row_count\": 0}\n";
    json::array rows;
    for (const auto& [id, channel] : channels_)
        rows.push_back(row_of(channel));
    json::object out;
    out["row_count"] = rows.size();
    out["rows"] = std::move(rows);
    return json::serialize(out);
}

}  // namespace edgvoip::tests

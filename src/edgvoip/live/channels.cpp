#include "edgvoip/live/channels.hpp"

#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/family.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::live {
namespace {

using call::LegRecord;
using source::freeswitch::ChannelEvent;
using source::freeswitch::ChannelList;
using source::freeswitch::ListedChannel;
using Kind = ChannelEvent::Kind;

constexpr int generations_max = 32;

template <class Value>
void keep(Value& said, const Value& known) {
    if (said == Value()) said = known;
}

void keep_links(LegRecord::Links& said, const LegRecord::Links& known) {
    keep(said.originating_leg, known.originating_leg);
    keep(said.originator, known.originator);
    keep(said.bridged_to, known.bridged_to);
    keep(said.signal_bond, known.signal_bond);
    keep(said.loopback_peer, known.loopback_peer);
    keep(said.loopback_from, known.loopback_from);
    keep(said.loopback_bowout, known.loopback_bowout);
    keep(said.queue_member, known.queue_member);
}

/// The way a channel has come, with the profile that is in force now at its end.
std::vector<LegRecord::Hop> lengthened(std::vector<LegRecord::Hop> hops, LegRecord::Hop now) {
    const auto same_place = [&now](const LegRecord::Hop& hop) {
        return hop.dialled == now.dialled && hop.context == now.context;
    };
    const bool is_new = hops.empty() || !same_place(hops.back());
    if (is_new && hops.size() < base::limits::record_apps_max) hops.push_back(std::move(now));
    return hops;
}

/// An event says all that the PBX knows of a channel now, but not how it came there.
void renew(LegRecord& known, LegRecord said) {
    if (!said.hops.empty()) said.hops = lengthened(known.hops, std::move(said.hops.front()));
    said.apps = known.apps;
    keep_links(said.links, known.links);
    keep(said.answered, known.answered);
    keep(said.bridged, known.bridged);
    keep(said.progress, known.progress);
    keep(said.dialed_user, known.dialed_user);
    keep(said.dialed_domain, known.dialed_domain);
    known = std::move(said);
}

/// A loopback's far half hangs on its near half, which the list does not say: of one name, started
/// together for one caller, they are taken for a pair.
void pair_loopbacks(ChannelList& list) {
    const auto half = [](const ListedChannel& channel, std::string_view suffix) {
        return enrich::is_loopback(channel.leg) && channel.leg.channel_name.ends_with(suffix);
    };
    std::unordered_set<std::string> paired;
    for (ListedChannel& far : list.channels) {
        if (!half(far, "-b")) continue;
        const auto is_near = [&](const ListedChannel& near) {
            const std::string_view far_name = far.leg.channel_name;
            const std::string_view near_name = near.leg.channel_name;
            return half(near, "-a") && near.leg.started == far.leg.started &&
                   near_name.substr(0, near_name.size() - 1) ==
                       far_name.substr(0, far_name.size() - 1) &&
                   !paired.contains(near.leg.leg_id);
        };
        const auto near = std::ranges::find_if(list.channels, is_near);
        if (near == list.channels.end()) continue;
        paired.insert(near->leg.leg_id);
        far.call_leg = near->leg.leg_id;
        far.leg.links.loopback_peer = near->leg.leg_id;
        near->leg.links.loopback_peer = far.leg.leg_id;
    }
}

/// A leg that was made for no other leg and has no dialplan of its own.
bool is_stray(const ListedChannel& channel) {
    return !channel.leg.into_pbx && channel.call_leg.empty() && channel.leg.apps.empty();
}

/// A queue rings its agents by legs that the list links to nothing: they show the number of the
/// caller who waits.
void pair_agents(ChannelList& list) {
    const auto number = [](const ListedChannel& channel) -> const std::string& {
        return channel.leg.hops.front().caller_number;
    };
    for (ListedChannel& agent : list.channels) {
        if (!is_stray(agent) || enrich::is_loopback(agent.leg) || number(agent).empty()) continue;
        const auto waits = [&](const ListedChannel& caller) {
            return !caller.leg.apps.empty() && caller.leg.apps.back().name == "callcenter" &&
                   number(caller) == number(agent);
        };
        const auto caller = std::ranges::find_if(list.channels, waits);
        if (caller != list.channels.end()) agent.call_leg = caller->leg.leg_id;
    }
}

void go_on(LegRecord& leg, LegRecord::App step) {
    leg.last_app = step.name;
    leg.last_arg = step.argument;
    // The way of a call that is moved about without end is not kept without end, but where it is.
    if (leg.apps.size() == base::limits::record_apps_max) leg.apps.pop_back();
    leg.apps.push_back(std::move(step));
}

}  // namespace

Channels::Families Channels::apply(ChannelEvent event) {
    Families touched;
    const std::string id = event.leg.leg_id;
    if (has_ended(id)) return touched;
    if (!channels_.contains(id)) {
        if (event.kind == Kind::ended) ended_.insert(id);
        if (event.kind == Kind::ended || is_full()) return touched;
    }
    Channel& channel = known(id);
    channel.heard_in = lists_;
    channel.is_listed_only = false;
    renew(channel.leg, std::move(event.leg));
    switch (event.kind) {
        case Kind::changed:
            break;
        case Kind::executed:
            go_on(channel.leg, std::move(event.step));
            break;
        case Kind::bridged:
            join(channel, event.other, event.at, touched);
            break;
        case Kind::unbridged:
            part(channel, touched);
            break;
        case Kind::held:
            channel.is_held = true;
            break;
        case Kind::resumed:
            channel.is_held = false;
            break;
        case Kind::ended:
            break;
    }
    place(id, touched);
    if (event.kind == Kind::ended) end(channel, event.at, touched);
    return touched;
}

Channels::Families Channels::correct(ChannelList list, base::Instant now) {
    Families touched;
    pair_loopbacks(list);
    pair_agents(list);
    std::unordered_set<std::string> listed;
    for (const ListedChannel& each : list.channels)
        listed.insert(each.leg.leg_id);
    Ids gone;
    for (const auto& [id, channel] : channels_) {
        // What an event has told of since the last list may be younger than this one.
        const bool is_sure = channel.heard_in < lists_;
        if (channel.is_up && is_sure && !listed.contains(id)) gone.push_back(id);
    }
    for (const std::string& id : gone) {
        const auto channel = channels_.find(id);
        if (channel != channels_.end()) end(channel->second, now, touched);
    }
    for (ListedChannel& each : list.channels)
        take_row(std::move(each), now, touched);
    ended_before_ = std::exchange(ended_, {});
    ++lists_;
    return touched;
}

void Channels::take_row(ListedChannel listed, base::Instant now, Families& touched) {
    const std::string id = listed.leg.leg_id;
    if (has_ended(id)) return;
    const auto found = channels_.find(id);
    if (found != channels_.end()) {
        Channel& channel = found->second;
        if (!channel.is_up || channel.heard_in >= lists_) return;
        channel.is_held = listed.is_held;
        if (listed.is_answered && !channel.leg.answered) channel.leg.answered = now;
        touched.insert(channel.family);
        return;
    }
    LegRecord& leg = listed.leg;
    const bool hangs_on_other = !leg.into_pbx || enrich::is_loopback(leg);
    // Of whom it is part only its events can tell.
    if (is_stray(listed) || is_full()) return;
    if (hangs_on_other) leg.links.originator = listed.call_leg;
    if (listed.is_answered) leg.answered = leg.started;
    if (listed.is_answered && !listed.call_leg.empty()) {
        leg.links.bridged_to = listed.call_leg;
        leg.bridged = leg.started;
    }
    Channel& channel = known(id);
    channel.leg = std::move(leg);
    channel.is_listed_only = true;
    channel.is_held = listed.is_held;
    place(id, touched);
}

void Channels::clear() {
    channels_.clear();
    families_.clear();
    ended_.clear();
    ended_before_.clear();
    up_ = 0;
}

Channel& Channels::known(const std::string& id) {
    const auto [place, is_new] = channels_.try_emplace(id);
    if (is_new) ++up_;
    return place->second;
}

void Channels::join(Channel& channel, const std::string& other, base::Instant at,
                    Families& touched) {
    const auto joined = [at](Channel& one, const std::string& with) {
        one.partner = with;
        one.leg.links.bridged_to = with;
        one.leg.bridged = at;
    };
    if (other.empty()) return;
    joined(channel, other);
    const auto found = channels_.find(other);
    if (found == channels_.end()) return;
    joined(found->second, channel.leg.leg_id);
    touched.insert(found->second.family);
}

void Channels::part(Channel& channel, Families& touched) {
    const std::string other = std::exchange(channel.partner, {});
    const auto found = channels_.find(other);
    if (found == channels_.end() || found->second.partner != channel.leg.leg_id) return;
    found->second.partner.clear();
    touched.insert(found->second.family);
}

void Channels::end(Channel& channel, base::Instant at, Families& touched) {
    if (!channel.is_up) return;
    part(channel, touched);
    channel.is_up = false;
    channel.is_held = false;
    channel.leg.ended = at;
    ended_.insert(channel.leg.leg_id);
    --up_;
    const std::string family = channel.family;
    touched.insert(family);
    drop_if_over(family);
}

bool Channels::has_ended(const std::string& id) const {
    return ended_.contains(id) || ended_before_.contains(id);
}

/// As far as the links lead: to a root, or to a channel of which nothing has been heard yet.
std::string Channels::root_of(const std::string& id) const {
    std::string at = id;
    for (int i = 0; i < generations_max; ++i) {
        const auto found = channels_.find(at);
        if (found == channels_.end()) return at;
        std::string parent = enrich::parent_of(found->second.leg);
        if (parent.empty()) return at;
        at = std::move(parent);
    }
    return id;  // links in a circle
}

/// Puts a channel where its links say, and those that hang on it.
void Channels::place(const std::string& id, Families& touched) {
    Ids affected{id};
    Ids left;
    for (const std::string& family : {channels_.at(id).family, id}) {
        const auto members = families_.find(family);
        if (members == families_.end()) continue;
        affected.insert(affected.end(), members->second.begin(), members->second.end());
        left.push_back(family);
    }
    for (const std::string& each : affected)
        move(channels_.at(each), touched);
    touched.insert(left.begin(), left.end());
    for (const std::string& family : left)
        drop_if_over(family);
}

void Channels::move(Channel& channel, Families& touched) {
    const std::string& id = channel.leg.leg_id;
    std::string root = root_of(id);
    touched.insert(root);
    if (channel.family == root) return;
    const auto old = families_.find(channel.family);
    if (old != families_.end()) {
        std::erase(old->second, id);
        if (old->second.empty()) families_.erase(old);
    }
    families_[root].push_back(id);
    channel.family = std::move(root);
}

/// A call of which nothing is up is over, and forgotten.
void Channels::drop_if_over(const std::string& family) {
    const auto members = families_.find(family);
    if (members == families_.end()) return;
    const bool is_over = std::ranges::none_of(
        members->second, [this](const std::string& id) { return channels_.at(id).is_up; });
    if (!is_over) return;
    for (const std::string& id : members->second)
        channels_.erase(id);
    families_.erase(members);
}

std::vector<const Channel*> Channels::of(const std::string& family) const {
    std::vector<const Channel*> channels;
    const auto members = families_.find(family);
    if (members == families_.end()) return channels;
    for (const std::string& id : members->second)
        channels.push_back(&channels_.at(id));
    return channels;
}

std::vector<const Channel*> Channels::partners_of(const std::string& family) const {
    std::vector<const Channel*> partners;
    for (const Channel* channel : of(family)) {
        const auto partner = channels_.find(channel->partner);
        if (!channel->is_up || partner == channels_.end()) continue;
        if (partner->second.family != family) partners.push_back(&partner->second);
    }
    return partners;
}

Channels::Families Channels::families() const {
    Families all;
    for (const auto& [family, members] : families_)
        all.insert(family);
    return all;
}

}  // namespace edgvoip::live

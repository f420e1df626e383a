#include "edgvoip/live/live_call.hpp"

#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/enrich/call_legs.hpp"
#include "edgvoip/enrich/direction_of.hpp"
#include "edgvoip/enrich/taker.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace edgvoip::live {
namespace {

using call::LegRecord;
using directory::Directory;
using directory::Tenant;

/// The list does not say whose digest vouches for a phone. A name and a context of one tenant do as
/// well: who calls from outside writes the name, but not the context he comes in by.
void presume_digest(LegRecord& leg, const Directory& directory) {
    if (!leg.into_pbx || leg.hops.empty()) return;
    const std::string address = leg.channel_name.substr(leg.channel_name.rfind('/') + 1);
    const std::size_t at = address.find('@');
    const Tenant* const tenant = directory.by_context(leg.hops.front().context);
    if (tenant == nullptr || at == std::string::npos) return;
    if (directory.by_domain(address.substr(at + 1)) != tenant) return;
    if (tenant->extension(address.substr(0, at)) == nullptr) return;
    leg.auth_user = address.substr(0, at);
    leg.domain_name = tenant->sip_domain;
}

/// The leg as a record of now would tell it.
LegRecord record_of(const Channel& channel, const Directory& directory, base::Instant now) {
    LegRecord leg = channel.leg;
    if (channel.is_listed_only) presume_digest(leg, directory);
    if (channel.is_up) leg.ended = now;
    for (const auto& moment : {leg.answered, leg.bridged, leg.progress}) {
        if (moment) leg.ended = std::max(leg.ended, *moment);
    }
    leg.ended = std::max(leg.ended, leg.started);
    return leg;
}

/// What stays the same while nothing happens.
call::Call lasting(const call::Call& whole) {
    call::Call call;
    call.tenant = whole.tenant;
    call.id = whole.id;
    call.direction = whole.direction;
    call.start = whole.start;
    call.end = whole.start;
    call.answer = whole.answer;
    call.from_uri = whole.from_uri;
    call.to_uri = whole.to_uri;
    call.did_e164 = whole.did_e164;
    call.ext_number = whole.ext_number;
    call.remote_number = whole.remote_number;
    call.from_name = whole.from_name;
    call.user_id = whole.user_id;
    call.store = whole.store;
    return call;
}

State state_of(const call::Call& call, std::span<const Channel* const> channels) {
    if (!call.answer) return State::ringing;
    const bool is_held = std::ranges::any_of(
        channels, [](const Channel* channel) { return channel->is_up && channel->is_held; });
    return is_held ? State::held : State::answered;
}

/// The queue in which the caller waits: where the root's dialplan has come to.
std::string queue_of(const LegRecord& root, const LiveCall& live) {
    const bool waits = live.call.direction == call::Direction::in && live.state == State::ringing;
    if (!waits || root.apps.empty() || root.apps.back().name != "callcenter") return {};
    const std::string& argument = root.apps.back().argument;
    return argument.substr(0, argument.find('@'));
}

/// Whose phones are in a call.
class Engagement {
public:
    Engagement(const enrich::CallLegs& legs, const Tenant& tenant, const Directory& directory)
        : legs_(legs), tenant_(tenant), directory_(directory) {}

    void add(const Channel& channel, const LiveCall& live) {
        if (!channel.is_up || enrich::is_loopback(channel.leg)) return;
        const bool is_root = channel.leg.leg_id == legs_.root().leg_id;
        const std::string ext = is_root ? root_ext(live) : ext_of(channel.leg);
        if (tenant_.extension(ext) == nullptr) return;
        const bool talks =
            is_root ? live.state != State::ringing : channel.leg.answered.has_value();
        State state = talks ? State::answered : State::ringing;
        if (talks && channel.is_held) state = State::held;
        note({ext, state});
    }

    std::vector<Engaged> take() { return std::move(engaged_); }

private:
    std::string root_ext(const LiveCall& live) const {
        const bool is_phone =
            live.call.direction != call::Direction::in && !enrich::calls_customer_first(legs_);
        return is_phone ? live.call.from_uri : std::string();
    }

    std::string ext_of(const LegRecord& leg) const {
        return leg.into_pbx ? leg.auth_user : enrich::party_of(leg, tenant_, directory_).ext;
    }

    /// In order of extensions; of two legs of one extension the one that is further counts.
    void note(Engaged engaged) {
        const auto place =
            std::ranges::lower_bound(engaged_, engaged.ext, std::less<>(), &Engaged::ext);
        if (place == engaged_.end() || place->ext != engaged.ext) {
            engaged_.insert(place, std::move(engaged));
        } else {
            place->state = std::max(place->state, engaged.state);
        }
    }

    const enrich::CallLegs& legs_;
    const Tenant& tenant_;
    const Directory& directory_;
    std::vector<Engaged> engaged_;
};

}  // namespace

std::string_view to_string(State state) {
    switch (state) {
        case State::ringing:
            return "ringing";
        case State::answered:
            return "answered";
        case State::held:
            return "held";
    }
    return {};
}

base::Result<LiveCall> live_call_of(std::span<const Channel* const> channels,
                                    std::span<const Channel* const> partners,
                                    const Directory& directory, base::Instant now) {
    std::vector<LegRecord> records;
    records.reserve(channels.size());
    for (const Channel* channel : channels)
        records.push_back(record_of(*channel, directory, now));
    const auto legs = enrich::CallLegs::of(std::move(records));
    if (!legs) return legs.error();
    const auto whole = enrich::assemble(*legs, directory);
    if (!whole) return whole.error();
    LiveCall live;
    live.call = lasting(*whole);
    live.state = state_of(live.call, channels);
    live.queue = queue_of(legs->root(), live);
    Engagement engagement(*legs, *directory.by_id(live.call.tenant), directory);
    for (const Channel* channel : channels)
        engagement.add(*channel, live);
    for (const Channel* channel : partners)
        engagement.add(*channel, live);
    live.engaged = engagement.take();
    return live;
}

}  // namespace edgvoip::live

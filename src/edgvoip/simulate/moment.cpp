#include "edgvoip/simulate/moment.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::simulate {
namespace {

void forget_later(base::Instant& instant, base::Instant at) {
    if (instant > at) instant = {};
}

std::optional<Leg> other_as_of(const Story& story, const Leg& leg, base::Instant at) {
    const Leg* other = other_of(story, leg);
    if (other == nullptr) return std::nullopt;
    return as_of(*other, at);
}

}  // namespace

Leg as_of(Leg leg, base::Instant at) {
    for (base::Instant* instant :
         {&leg.progress, &leg.progress_media, &leg.answered, &leg.bridged, &leg.ended,
          &leg.hold.from, &leg.hold.to, &leg.hops.back().bridged}) {
        forget_later(*instant, at);
    }
    return leg;
}

const Leg* other_of(const Story& story, const Leg& leg) {
    const base::Uuid& other = leg.peer == base::Uuid{} ? leg.originator : leg.peer;
    return other == base::Uuid{} ? nullptr : &story.leg_of(other);
}

void Chronicle::note(const Story& story, Happening what, const Leg& leg, base::Instant at) {
    moments_.push_back(
        {.at = at, .what = what, .leg = as_of(leg, at), .other = other_as_of(story, leg, at)});
}

void Chronicle::note_bridge(const Story& story, const Leg& leg, const Leg& to, base::Instant at) {
    note_unbridge(story, leg, at);
    note_unbridge(story, to, at);
    moments_.push_back(
        {.at = at, .what = Happening::bridged, .leg = as_of(leg, at), .other = as_of(to, at)});
    bridges_.push_back({leg.id, to.id});
}

void Chronicle::note_unbridge(const Story& story, const Leg& leg, base::Instant at) {
    const auto up = std::ranges::find_if(bridges_, [&leg](const Bridge& bridge) {
        return bridge.from == leg.id || bridge.to == leg.id;
    });
    if (up == bridges_.end()) return;
    moments_.push_back({.at = at,
                        .what = Happening::unbridged,
                        .leg = as_of(story.leg_of(up->from), at),
                        .other = as_of(story.leg_of(up->to), at)});
    bridges_.erase(up);
}

std::vector<Moment> Chronicle::finish(const Story& story) {
    for (const Leg& leg : story.legs) {
        for (const Happening what :
             {Happening::hung_up, Happening::hangup_complete, Happening::destroyed}) {
            note(story, what, leg, leg.ended);
        }
    }
    std::vector<std::pair<base::Instant, std::size_t>> order;
    order.reserve(moments_.size());
    for (const Moment& moment : moments_)
        order.emplace_back(moment.at, order.size());
    std::ranges::sort(order);
    std::vector<Moment> in_order;
    in_order.reserve(order.size());
    for (const auto& [at, noted] : order)
        in_order.push_back(std::move(moments_[noted]));
    moments_.clear();
    return in_order;
}

}  // namespace edgvoip::simulate

#include "edgvoip/enrich/route.hpp"

#include "edgvoip/enrich/one_of.hpp"

#include <algorithm>
#include <optional>

namespace edgvoip::enrich {
namespace {

using call::LegRecord;

/// What a dialplan application is for a call; nothing for one that leads nowhere.
std::optional<Station::Kind> kind_of(const LegRecord::App& app) {
    constexpr std::string_view rings[] = {"bridge"};
    constexpr std::string_view queues[] = {"callcenter", "fifo"};
    constexpr std::string_view pickups[] = {"intercept", "pickup"};
    constexpr std::string_view services[] = {"conference", "echo", "delay_echo",
                                             "eavesdrop",  "park", "valet_park"};
    constexpr std::string_view machines[] = {"playback",
                                             "play_and_get_digits",
                                             "endless_playback",
                                             "ivr",
                                             "phrase",
                                             "say",
                                             "speak",
                                             "read",
                                             "gentones",
                                             "play_and_detect_speech"};
    if (app.name == "voicemail") {
        return app.argument.starts_with("check") ? Station::Kind::service
                                                 : Station::Kind::voicemail;
    }
    if (app.name == "record") return Station::Kind::voicemail;
    if (is_one_of(app.name, rings)) return Station::Kind::ring;
    if (is_one_of(app.name, queues)) return Station::Kind::queue;
    if (is_one_of(app.name, pickups)) return Station::Kind::pickup;
    if (is_one_of(app.name, services)) return Station::Kind::service;
    if (is_one_of(app.name, machines)) return Station::Kind::machine;
    return std::nullopt;
}

/// The steps a leg's dialplan took; where the PBX kept no log, the last one it remembers.
std::vector<LegRecord::App> steps_of(const LegRecord& leg) {
    if (!leg.apps.empty() || leg.last_app.empty()) return leg.apps;
    return {{leg.last_app, leg.last_arg}};
}

/// Collects stations; visits every leg once, so that odd links end.
class Walk {
public:
    explicit Walk(const CallLegs& legs) : legs_(legs) {}

    void along(const LegRecord& leg) {
        if (std::ranges::find(visited_, &leg) != visited_.end()) return;
        visited_.push_back(&leg);
        for (const LegRecord::App& app : steps_of(leg)) {
            const auto kind = kind_of(app);
            if (!kind) continue;
            Station station{*kind, {}, &leg};
            if (*kind == Station::Kind::ring) station.targets = dial_targets(app.argument);
            if (!went_through_loopback(station)) route_.push_back(std::move(station));
        }
    }

    std::vector<Station> take() { return std::move(route_); }

private:
    /// Follows a ring that only entered the dialplan once more, when that part is known.
    bool went_through_loopback(const Station& station) {
        if (station.targets.size() != 1) return false;
        const DialTarget& target = station.targets.front();
        if (target.kind != DialTarget::Kind::loopback) return false;
        for (const LegRecord& leg : legs_.all()) {
            const bool far = is_loopback(leg) && leg.into_pbx;
            const bool fresh = std::ranges::find(visited_, &leg) == visited_.end();
            if (!far || !fresh || channel_target(leg.channel_name).user != target.user) continue;
            const std::size_t before = route_.size();
            along(leg);
            return route_.size() > before;
        }
        return false;
    }

    const CallLegs& legs_;
    std::vector<const LegRecord*> visited_;
    std::vector<Station> route_;
};

}  // namespace

std::vector<Station> route_of(const CallLegs& legs) {
    Walk walk(legs);
    for (const LegRecord& leg : legs.all()) {
        // A queue's own attempt has the queue's apps, if any: it leads nowhere by itself.
        if (leg.queue.side != "agent") walk.along(leg);
    }
    return walk.take();
}

const Station* last_ring(const std::vector<Station>& route) {
    const auto ring = std::find_if(route.rbegin(), route.rend(), [](const Station& station) {
        return station.kind == Station::Kind::ring && !station.targets.empty();
    });
    return ring == route.rend() ? nullptr : &*ring;
}

bool passes(const std::vector<Station>& route, Station::Kind kind) {
    return std::ranges::find(route, kind, &Station::kind) != route.end();
}

}  // namespace edgvoip::enrich

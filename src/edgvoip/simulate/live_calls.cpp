#include "edgvoip/simulate/live_calls.hpp"

#include "edgvoip/simulate/channel_rows.hpp"
#include "edgvoip/simulate/days.hpp"
#include "edgvoip/simulate/event_writer.hpp"

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t heartbeat_us = 20 * base::us_per_second;
constexpr std::string_view heartbeat_name = "HEARTBEAT";

/// A call that still has something to tell; the next moment first, the older call before others.
struct Telling {
    std::shared_ptr<const ToldStory> told;
    std::int64_t number = 0;
    std::size_t next = 0;

    const Moment& moment() const { return told->moments[next]; }
};

struct IsToldLater {
    bool operator()(const Telling& a, const Telling& b) const {
        return std::pair(a.moment().at, a.number) > std::pair(b.moment().at, b.number);
    }
};

/// A leg that is up, as its last moment left it.
struct Up {
    std::shared_ptr<const ToldStory> told;
    const Moment* moment = nullptr;
};

}  // namespace

class LiveCalls::State {
public:
    State(const Chain& chain, const base::TimeZone& zone, const RecordOptions& options,
          base::Instant up_since)
        : writer_(chain, zone, options),
          rows_(zone),
          health_{.up_since = up_since},
          next_heartbeat_{up_since.us + heartbeat_us} {}

    void add(ToldStory told) {
        const std::int64_t number = ++calls_;
        tellings_.push({std::make_shared<const ToldStory>(std::move(told)), number, 0});
    }

    void advance(base::Instant now, EventListener& listener) {
        while (!tellings_.empty() && tellings_.top().moment().at <= now) {
            beat_until(tellings_.top().moment().at, listener);
            Telling telling = tellings_.top();
            tellings_.pop();
            tell(telling, listener);
            if (++telling.next < telling.told->moments.size()) tellings_.push(std::move(telling));
        }
        beat_until(now, listener);
    }

    std::string channels_json() {
        rows_.clear();
        for (const Up& up : up_)
            rows_.add(up.told->story, up.moment->leg);
        return rows_.answer();
    }

private:
    void tell(const Telling& telling, EventListener& listener) {
        const Moment& moment = telling.moment();
        note(telling.told, moment);
        ++sequence_;
        const std::string_view name = event_name_of(moment.what);
        if (!listener.wants(name)) return;
        listener.event(name, writer_.write(telling.told->story, moment, sequence_));
    }

    void note(const std::shared_ptr<const ToldStory>& told, const Moment& moment) {
        if (moment.what == Happening::created) {
            up_.push_back({told, &moment});
            ++health_.sessions_since_up;
        } else {
            const auto leg = std::ranges::find_if(
                up_, [&moment](const Up& up) { return up.moment->leg.id == moment.leg.id; });
            base::check(leg != up_.end(), "what happens to a leg happens while it is up");
            leg->moment = &moment;
            if (moment.what == Happening::destroyed) up_.erase(leg);
        }
        health_.sessions = static_cast<std::int64_t>(up_.size());
    }

    void beat_until(base::Instant limit, EventListener& listener) {
        for (; next_heartbeat_ <= limit; next_heartbeat_.us += heartbeat_us) {
            ++sequence_;
            if (!listener.wants(heartbeat_name)) continue;
            listener.event(heartbeat_name, writer_.heartbeat(health_, next_heartbeat_, sequence_));
        }
    }

    EventWriter writer_;
    ChannelRows rows_;
    Health health_;
    base::Instant next_heartbeat_;
    std::priority_queue<Telling, std::vector<Telling>, IsToldLater> tellings_;
    std::vector<Up> up_;  // the oldest first
    std::int64_t calls_ = 0;
    std::int64_t sequence_ = 0;
};

base::Result<LiveCalls> LiveCalls::begin(const Chain& chain, const RecordOptions& options,
                                         base::Instant up_since) {
    const auto zone = pbx_zone();
    if (!zone) return zone.error();
    return LiveCalls(std::make_unique<State>(chain, *zone, options, up_since));
}

LiveCalls::LiveCalls(std::unique_ptr<State> state) : state_(std::move(state)) {}
LiveCalls::LiveCalls(LiveCalls&&) noexcept = default;
LiveCalls& LiveCalls::operator=(LiveCalls&&) noexcept = default;
LiveCalls::~LiveCalls() = default;

void LiveCalls::add(ToldStory told) {
    state_->add(std::move(told));
}

void LiveCalls::advance(base::Instant now, EventListener& listener) {
    state_->advance(now, listener);
}

std::string LiveCalls::channels_json() {
    return state_->channels_json();
}

}  // namespace edgvoip::simulate

#include "edgvoip/simulate/simulate.hpp"

#include "base/time_zone.hpp"
#include "edgvoip/simulate/plan.hpp"
#include "edgvoip/simulate/record.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <queue>
#include <tuple>

namespace edgvoip::simulate {
namespace {

constexpr std::string_view zone_name = "Europe/Rome";
constexpr std::int64_t earliest_us = 365 * base::us_per_day;

/// A leg whose record is still to be written, in order of its end.
struct Pending {
    base::Instant ended;
    base::Uuid id;
    std::shared_ptr<const Story> story;
    std::size_t leg = 0;
    bool last_of_call = false;
};

struct EndsLater {
    bool operator()(const Pending& a, const Pending& b) const {
        return a.ended != b.ended ? a.ended > b.ended : a.id > b.id;
    }
};

/// Records wait here until no call can begin any more that ends before them.
class RecordQueue {
public:
    RecordQueue(RecordWriter& writer, Sink& sink) : writer_(writer), sink_(sink) {}

    void add(Story story) {
        const auto shared = std::make_shared<const Story>(std::move(story));
        std::size_t last = 0;
        const auto& legs = shared->legs;
        for (std::size_t i = 1; i < legs.size(); ++i) {
            const Leg& until_now = legs[last];
            if (std::pair(legs[i].ended, legs[i].id) > std::pair(until_now.ended, until_now.id)) {
                last = i;
            }
        }
        for (std::size_t i = 0; i < legs.size(); ++i) {
            pending_.push({legs[i].ended, legs[i].id, shared, i, i == last});
        }
    }

    base::Result<void> write_before(base::Instant limit) {
        while (!pending_.empty() && pending_.top().ended < limit) {
            const Pending next = pending_.top();
            pending_.pop();
            const Leg& leg = next.story->legs[next.leg];
            const std::string name = RecordWriter::file_name(leg);
            auto done = sink_.record({name, writer_.write(*next.story, leg), next.ended});
            if (done && next.last_of_call) done = sink_.truth(next.story->truth);
            if (!done) return done.error();
        }
        return {};
    }

private:
    RecordWriter& writer_;
    Sink& sink_;
    std::priority_queue<Pending, std::vector<Pending>, EndsLater> pending_;
};

base::LocalDate day_before(const base::TimeZone& zone, base::Instant instant) {
    const base::Instant noon = zone.from_local(zone.to_local(instant).date, base::us_per_day / 2);
    return zone.to_local({noon.us - base::us_per_day}).date;
}

void plan_chain_day(const Chain& chain, const Planner& planner, base::LocalDate date,
                    std::vector<PlannedCall>& into) {
    for (std::size_t tenant = 0; tenant < chain.tenants.size(); ++tenant) {
        for (std::size_t store = 0; store < chain.tenants[tenant].stores.size(); ++store) {
            planner.plan_day(tenant, store, date, into);
        }
    }
}

/// Takes the calls out that start before the limit, in order of their start.
std::vector<PlannedCall> take_before(base::Instant limit, std::vector<PlannedCall>& planned) {
    const auto later = std::partition(planned.begin(), planned.end(),
                                      [&](const PlannedCall& call) { return call.start < limit; });
    std::vector<PlannedCall> taken(std::make_move_iterator(planned.begin()),
                                   std::make_move_iterator(later));
    planned.erase(planned.begin(), later);
    std::sort(taken.begin(), taken.end(), [](const PlannedCall& a, const PlannedCall& b) {
        return std::tie(a.start, a.seed) < std::tie(b.start, b.seed);
    });
    return taken;
}

}  // namespace

base::Result<void> simulate(const Chain& chain, base::Instant from, base::Instant to,
                            const RecordOptions& options, Sink& sink) {
    if (from > to) return base::invalid("the range ends before it begins");
    if (from.us < earliest_us) return base::invalid("the range begins before 1971");
    const auto zone = base::TimeZone::find(zone_name);
    if (!zone) return zone.error();
    const Planner planner(chain, *zone, options.numbers);
    RecordWriter writer(chain, *zone, options);
    RecordQueue queue(writer, sink);
    std::vector<PlannedCall> planned;
    // A day's misses bring calls on the day after, so the day before counts, too.
    for (base::LocalDate date = day_before(*zone, from); zone->day_start(date) < to;
         date = base::next_day(date)) {
        plan_chain_day(chain, planner, date, planned);
        const auto calls = take_before(zone->day_start(base::next_day(date)), planned);
        for (const PlannedCall& call : calls) {
            if (call.start < from || call.start >= to) continue;
            // What ended before this call began is written first: few calls are in memory.
            const auto written = queue.write_before(call.start);
            if (!written) return written.error();
            queue.add(play(chain, call));
        }
    }
    return queue.write_before({INT64_MAX});
}

}  // namespace edgvoip::simulate

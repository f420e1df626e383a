#include "edgvoip/simulate/simulate.hpp"

#include "edgvoip/simulate/days.hpp"
#include "edgvoip/simulate/record.hpp"

#include <memory>
#include <queue>
#include <utility>

namespace edgvoip::simulate {
namespace {

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

}  // namespace

base::Result<void> simulate(const Chain& chain, base::Instant from, base::Instant to,
                            const RecordOptions& options, Sink& sink) {
    auto days = Days::begin(chain, {0, chain.tenants.size()}, from, to, options.numbers);
    if (!days) return days.error();
    RecordWriter writer(chain, days->zone(), options);
    RecordQueue queue(writer, sink);
    while (!days->over()) {
        for (const PlannedCall& call : days->next()) {
            // What ended before this call began is written first: few calls are in memory.
            const auto written = queue.write_before(call.start);
            if (!written) return written.error();
            queue.add(play(chain, call));
        }
    }
    return queue.write_before({INT64_MAX});
}

}  // namespace edgvoip::simulate

#pragma once

#include "edgvoip/simulate/story.hpp"

#include <optional>
#include <vector>

namespace edgvoip::simulate {

/// What a PBX says of a leg while its call is up.
enum class Happening : std::uint8_t {
    created,
    progress,        ///< it rings
    progress_media,  ///< there is sound before the answer
    executed,        ///< the dialplan took a step, the last one of the leg's
    answered,
    bridged,
    unbridged,
    held,     ///< the leg's party keeps the other one waiting
    resumed,  ///< and does so no longer
    hung_up,
    hangup_complete,
    destroyed,
};

/// One event of a call: the leg and the one it has to do with, as they were then.
struct Moment {
    base::Instant at;
    Happening what = Happening::created;
    Leg leg;
    std::optional<Leg> other;  ///< to whom it is bridged, or who rings it
};

/// A story, and how it came about.
struct ToldStory {
    Story story;
    std::vector<Moment> moments;  ///< in order; each leg's from `created` to `destroyed`
};

/// The leg without the times that are still to come.
Leg as_of(Leg leg, base::Instant at);

/// The leg that the leg's events tell of besides itself: the one that it was last bridged to, or
/// else the one that rings it. Null: none.
const Leg* other_of(const Story& story, const Leg& leg);

/// Takes down the moments of a story while it is made. Not thread-safe.
class Chronicle {
public:
    /// `leg` is one of the story, and is as it will be told of.
    void note(const Story& story, Happening what, const Leg& leg, base::Instant at);
    /// The first leg's bridge to the second.
    void note_bridge(const Story& story, const Leg& leg, const Leg& to, base::Instant at);
    /// The end of the bridge that the leg has a part in, if there is one.
    void note_unbridge(const Story& story, const Leg& leg, base::Instant at);

    /// The moments in order, the ends of the legs among them. The story is finished.
    std::vector<Moment> finish(const Story& story);

private:
    struct Bridge {
        base::Uuid from;
        base::Uuid to;
    };

    std::vector<Moment> moments_;
    std::vector<Bridge> bridges_;  ///< that are up
};

}  // namespace edgvoip::simulate

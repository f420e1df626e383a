#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace edgvoip::source::freeswitch {

/// How long to wait before a link is begun again: longer with each failure that follows another.
/// Not for concurrent use.
class EventSocketPauses {
public:
    using Duration = std::chrono::milliseconds;

    EventSocketPauses(Duration first, Duration longest, std::minstd_rand::result_type seed)
        : first_(first), longest_(longest), next_(first), chance_(seed) {}

    /// Before the next attempt, when the last one ended after it had been up for so long; up to a
    /// quarter more than the pause that it stands for, so that many clients do not come at once.
    Duration after_link(std::chrono::steady_clock::duration up_for) {
        if (up_for >= longest_) next_ = first_;
        const Duration pause = next_;
        next_ = std::min(2 * next_, longest_);
        return with_chance(pause);
    }

    /// When asking again soon will not help.
    Duration after_refusal() {
        next_ = longest_;
        return with_chance(longest_);
    }

private:
    Duration with_chance(Duration pause) {
        std::uniform_int_distribution<Duration::rep> more(0, pause.count() / 4);
        return pause + Duration(more(chance_));
    }

    Duration first_;
    Duration longest_;
    Duration next_;
    std::minstd_rand chance_;
};

}  // namespace edgvoip::source::freeswitch

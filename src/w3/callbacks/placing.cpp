#include "w3/callbacks/placing.hpp"

#include <algorithm>

namespace w3::callbacks {
namespace {

bool is_of_person(const Task& task) {
    return task.opened_by || task.closed_by;
}

bool shares_miss(const Episode& episode, const KeptTask& kept) {
    return std::any_of(episode.misses.begin(), episode.misses.end(), [&](const KnownCall* miss) {
        return kept.misses.contains(miss->call.call_id);
    });
}

int rank(const Task& task) {
    if (!task.closed) return 0;
    return task.outcome == Outcome::duplicate ? 2 : 1;
}

/// The one that goes on with what both are about.
const KeptTask* better(const KeptTask* best, const KeptTask& other) {
    return best == nullptr || rank(other.task) < rank(best->task) ? &other : best;
}

class Placer {
public:
    Placer(const std::vector<Episode>& episodes, const std::vector<KeptTask>& tasks)
        : episodes_(episodes), tasks_(tasks) {
        placing_.task_of.resize(episodes.size());
    }

    Placing place() {
        for (std::size_t i = 0; i < episodes_.size(); ++i)
            place_by_person(i);
        for (std::size_t i = episodes_.size(); i > 0; --i)
            place_by_misses(i - 1);
        for (const KeptTask& kept : tasks_) {
            if (!taken_.contains(&kept)) placing_.left_over.push_back(&kept);
        }
        return std::move(placing_);
    }

private:
    void place_by_person(std::size_t i) {
        const Episode& episode = episodes_[i];
        const auto wanted = episode.closing ? std::vector{episode.closing->task} : episode.openings;
        const KeptTask* best = nullptr;
        for (const KeptTask& kept : tasks_) {
            const bool is_wanted =
                std::find(wanted.begin(), wanted.end(), kept.task.id) != wanted.end();
            if (is_wanted) best = better(best, kept);
        }
        if (best != nullptr) give(i, *best);
    }

    void place_by_misses(std::size_t i) {
        if (placing_.task_of[i] != nullptr) return;
        const KeptTask* best = nullptr;
        for (const KeptTask& kept : tasks_) {
            if (is_of_person(kept.task) || taken_.contains(&kept)) continue;
            if (!shares_miss(episodes_[i], kept)) continue;
            best = better(best, kept);
        }
        if (best != nullptr) give(i, *best);
    }

    void give(std::size_t i, const KeptTask& kept) {
        placing_.task_of[i] = &kept;
        taken_.insert(&kept);
    }

    const std::vector<Episode>& episodes_;
    const std::vector<KeptTask>& tasks_;
    std::set<const KeptTask*> taken_;
    Placing placing_;
};

}  // namespace

Placing place(const std::vector<Episode>& episodes, const std::vector<KeptTask>& tasks) {
    return Placer(episodes, tasks).place();
}

}  // namespace w3::callbacks

#pragma once

#include "w3/callbacks/episodes.hpp"
#include "w3/callbacks/task.hpp"

#include <set>
#include <string>
#include <vector>

namespace w3::callbacks {

/// A task with the calls that it was about when it was last kept.
struct KeptTask {
    Task task;
    std::set<std::string> misses;  ///< ids
    std::set<std::string> others;  ///< ids of attempts and the contact
};

/// Whose episode is whose task.
struct Placing {
    std::vector<const KeptTask*> task_of;    ///< by episode; null: none yet
    std::vector<const KeptTask*> left_over;  ///< without an episode
};

/// What a person opened or closed is that task's; otherwise a task keeps the latest episode that it
/// shares a miss with, so that whoever works on it goes on. An open task goes before closed ones,
/// and those before duplicates.
Placing place(const std::vector<Episode>& episodes, const std::vector<KeptTask>& tasks);

}  // namespace w3::callbacks

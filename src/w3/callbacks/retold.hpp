#pragma once

#include "w3/callbacks/episodes.hpp"
#include "w3/callbacks/task.hpp"

#include <functional>
#include <vector>

namespace w3::callbacks {

/// Until when somebody missed then, in that store, is to be called back.
using DueOf =
    std::function<base::Instant(const std::optional<base::StoreId>& store, base::Instant missed)>;

/// A task of an episode that nobody has made yet. `number` and `scope` are the story's.
Task task_of(const Episode& episode, std::string number, base::Uuid scope, const DueOf& due_of,
             base::Instant now);

/// The task as its episode tells it now. What people decided stays: its owner, what is planned, how
/// they closed it. `told` are attempts that people told of, by time. The version is as before.
Task retold(Task task, const Episode& episode, const std::vector<base::Instant>& told,
            const DueOf& due_of);

/// Whether a person made the task for a call that is none of the episode's.
bool is_about_more(const Task& task, const Episode& episode);

/// A task whose calls are gone, or belong to another one now.
Task withdrawn(Task task, base::Instant now);

}  // namespace w3::callbacks

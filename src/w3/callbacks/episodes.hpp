#pragma once

#include "w3/callbacks/known_call.hpp"
#include "w3/callbacks/task.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace w3::callbacks {

/// A person made a task: from then on the caller waits, whatever the calls say.
struct Opening {
    TaskId task;
    base::Instant at;
};

/// A person closed a task. What it was about, from `begun` until `at`, no call changes any more.
struct Closing {
    TaskId task;
    base::Instant begun;
    base::Instant at;
};

/// One caller on one list: all that is known, in any order.
struct Story {
    base::Uuid scope;
    std::vector<KnownCall> calls;  ///< with this number, of every scope and kind
    std::vector<Opening> openings;
    std::vector<Closing> closings;
    std::set<std::string> voided;  ///< ids of contacts that a person said were none
};

/// A time in which somebody waits: its misses are one task. Pointers are into the story.
struct Episode {
    base::Instant begun;
    std::vector<const KnownCall*> misses;    ///< by start; none when a person alone opened it
    std::vector<const KnownCall*> attempts;  ///< of ours, without contact, until it ended
    std::vector<TaskId> openings;            ///< the tasks that people made then
    const KnownCall* contact = nullptr;      ///< that ended it
    std::optional<Closing> closing;          ///< by a person, that ended it

    bool is_over() const { return contact != nullptr || closing.has_value(); }
};

/// The episodes of a story, in order; only the last one may still go on. A miss begins one, or
/// joins the one that goes on; a contact ends it that begins after it, in either direction and
/// whatever its store (edgvoip's metrics call that a successful contact). A miss that makes no task
/// belongs to the one that goes on, or to one that a person makes before the next contact.
std::vector<Episode> episodes_of(const Story& story);

}  // namespace w3::callbacks

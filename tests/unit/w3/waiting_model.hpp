#pragma once

#include "w3/callbacks/known_call.hpp"
#include "w3/callbacks/task.hpp"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace w3 {

/// What a call means to those who wait.
enum class Meaning { waits, waits_by_hand, does_not_wait, contact, nothing };

/// A call as edgvoip tells of it, with its meaning.
struct MeantCall {
    callbacks::Call call;
    Meaning meaning = Meaning::nothing;
};

/// Somebody who may wait on a list.
struct Caller {
    std::string number;
    base::Uuid scope;

    auto operator<=>(const Caller&) const = default;
};

/// What an open task must be.
struct Waiting {
    std::set<std::string> misses;  ///< ids
    /// When people made it: one of these, with the call that they made it for; empty: none.
    std::map<callbacks::TaskId, std::string> made;
};

/// Who waits, worked out anew from all that was ever said, without a thought of what was known
/// before: nobody waits who was spoken to after they were missed, or whose waiting a person ended.
class WaitingModel {
public:
    explicit WaitingModel(bool is_one_list) : is_one_list_(is_one_list) {}

    void take(const MeantCall& call) { calls_[call.call.call_id] = call; }
    void remove(const std::string& call_id) { calls_.erase(call_id); }
    /// A person made a task; `call_id` is the call that they made it for, empty: none.
    void open(const Caller& caller, callbacks::TaskId task, base::Instant at,
              const std::string& call_id) {
        openings_.push_back({caller, task, at, call_id});
    }
    void close(const Caller& caller, base::Instant at) { closings_.push_back({caller, at}); }
    /// A person said that this was no contact.
    void void_contact(const Caller& caller, const std::string& call_id) {
        voided_.insert({caller, call_id});
    }

    const std::map<std::string, MeantCall>& calls() const { return calls_; }
    base::Uuid scope_of(const callbacks::Call& call) const;
    std::map<Caller, Waiting> waiting() const;

private:
    struct Opening {
        Caller caller;
        callbacks::TaskId task;
        base::Instant at;
        std::string call_id;
    };
    struct Closing {
        Caller caller;
        base::Instant at;
    };

    std::optional<Waiting> waiting_of(const Caller& caller) const;
    /// Whether somebody who waited since then waits no more.
    bool is_over(const Caller& caller, base::Instant since) const;
    std::vector<const MeantCall*> misses_that_wait(const Caller& caller) const;
    std::vector<Opening> openings_that_wait(const Caller& caller) const;

    const bool is_one_list_;
    std::map<std::string, MeantCall> calls_;
    std::vector<Opening> openings_;
    std::vector<Closing> closings_;
    std::set<std::pair<Caller, std::string>> voided_;
};

}  // namespace w3

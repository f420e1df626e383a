#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "w3/people/person.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace w3::callbacks {

struct TaskId {
    base::Uuid uuid;

    auto operator<=>(const TaskId&) const = default;
};

/// How it ended; closed, so that every `switch` over it is complete.
enum class Outcome {
    recontacted,      ///< *Ricontattato*
    customer_called,  ///< *Ha richiamato il cliente*
    no_answer,        ///< *Non risponde*
    wrong_number,     ///< *Numero errato*
    not_interested,   ///< *Non interessato*
    do_not_call,      ///< *Non richiamare*
    duplicate,        ///< *Duplicato*
    lead,             ///< *Lead creato*
};

/// The name in JSON and in the store, such as `wrong_number`; and back.
std::string_view to_string(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view name);

/// Somebody who waits for a callback, and what is done about it. A value.
struct Task {
    TaskId id;
    std::string number;                     ///< E.164
    base::Uuid scope;                       ///< see KnownCall::scope
    std::optional<base::StoreId> store_id;  ///< of the last miss
    std::string name;                       ///< of the caller; empty: none
    std::string did;                        ///< that was called last
    std::string missed_reason;              ///< of the last miss

    std::int64_t misses = 0;
    base::Instant begun;         ///< the first miss; without any, when a person made it
    base::Instant last_missed;   ///< the same of the last one
    std::string first_call_id;   ///< of the first miss, or what a person made it for; empty: none
    base::Instant due;           ///< until when the first attempt is to be made
    bool is_due_chosen = false;  ///< by a person: no calendar moves it

    std::int64_t attempts = 0;                        ///< without contact
    std::optional<base::Instant> first_attempt = {};  ///< a contact of ours counts
    std::optional<base::Instant> last_attempt = {};
    std::optional<base::Instant> next_attempt = {};  ///< planned

    std::optional<people::PersonId> opened_by = {};  ///< nothing: a missed call made it
    base::Instant opened;
    std::optional<TaskId> reopens = {};

    std::optional<people::PersonId> owner = {};
    std::optional<base::Instant> lease_until = {};  ///< of the owner; nothing: until given up

    std::optional<base::Instant> closed = {};
    std::optional<people::PersonId> closed_by = {};  ///< nothing: the calls
    std::optional<Outcome> outcome = {};             ///< when it is closed
    std::string closing_call_id;                     ///< of the contact that closed it

    std::int64_t version = 1;  ///< one more with every change

    bool operator==(const Task&) const = default;
};

/// Who is at it now; nobody: anybody may take it.
std::optional<people::PersonId> holder(const Task& task, base::Instant now);

/// Nobody has tried in time. Derived, never stored.
bool is_overdue(const Task& task, base::Instant now);

/// Closed by the calls, and not so long ago that it could not be taken back.
bool can_be_undone(const Task& task, base::Instant now);

}  // namespace w3::callbacks

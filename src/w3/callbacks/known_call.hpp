#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "w3/callbacks/rules.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace w3::callbacks {

/// What callbacks need to know of a call, as edgvoip's list has it.
struct Call {
    std::string call_id;
    std::string direction;    ///< `in`, `out` or `internal`
    std::string disposition;  ///< such as `ANSWERED`
    std::string missed_reason;
    std::string number;  ///< the remote one; empty: withheld
    std::string name;    ///< of who called; empty: none
    std::string did;
    std::string ext;
    std::optional<base::StoreId> store_id;
    base::Instant start;
    std::int64_t ring_sec = 0;
    std::int64_t billsec = 0;
};

/// What a call is to a caller who may wait; closed, so that every `switch` over it is complete.
enum class CallKind {
    miss,     ///< somebody waits: makes a task, or joins the one there is
    by_hand,  ///< somebody waits where tasks are made by people: joins, but makes none
    refused,  ///< missed, but nobody to be called back; see Refusal
    attempt,  ///< somebody called out, without contact
    contact,  ///< they have spoken
};

/// Why a missed call makes no task.
enum class Refusal {
    none,
    withheld,   ///< there is no number
    no_number,  ///< what there is cannot be called: no E.164
    brief,      ///< gave up before `null_sec`
    old,        ///< from before W3 began to follow this tenant's calls
};

/// Their names in JSON and in the store, such as `by_hand`; and back: nothing for any other.
std::string_view to_string(CallKind kind);
std::optional<CallKind> call_kind_of(std::string_view name);
std::string_view to_string(Refusal refusal);
std::optional<Refusal> refusal_of(std::string_view name);

/// A call with what it was found to be when it came: a later change of the rules leaves it so.
struct KnownCall {
    Call call;
    CallKind kind = CallKind::refused;
    Refusal refusal = Refusal::none;
    base::Uuid scope;  ///< whose list a miss is on: a store's, or all zero: the chain's
};

/// Whether nobody answered the caller, whatever came of it.
bool is_miss(const KnownCall& known);

/// What a call is; nothing: callbacks have no use for it (internal, or too short to be a contact).
/// `since`: misses from before make no task.
std::optional<KnownCall> judged(Call call, const Rules& rules, base::Instant since);

}  // namespace w3::callbacks

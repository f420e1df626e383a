#pragma once

#include "edgvoip/query/call_question.hpp"
#include "edgvoip/query/sight.hpp"
#include "edgvoip/query/sources.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// From a question of the contract to the calls that answer it.
namespace edgvoip::query {

/// One call of a list, unless its row is ready.
struct ListedCall {
    std::optional<call::Call> call;  ///< without its legs; absent: the row is ready
    std::int64_t changed = 0;        ///< the call's last change
};

/// Some calls of a list, and the list as it was at that moment.
struct CallPage {
    std::vector<ListedCall> calls;
    ReadyRows ready;                       ///< one for each call; none on a walk
    std::int64_t total = 0;                ///< calls of the list
    std::int64_t offset = 0;               ///< how many of them come before the first
    std::optional<index::SortPlace> last;  ///< of the last call; absent when nothing is behind it
    std::int64_t change_seq = 0;           ///< the tenant's change that this shows
};

/// The page the question asks for. With a place: the calls behind it that have not moved within
/// the list since the walk began, so that none is met twice. Every call is checked to be the
/// tenant's. With a form: rows of that form that are ready take the place of their calls.
/// Fault::unavailable when the store or the index cannot answer now, Fault::corrupt.
base::Result<CallPage> list_calls(const Sources& sources, const directory::Tenant& tenant,
                                  const CallQuestion& question,
                                  const std::optional<RowForm>& form = std::nullopt);

/// Keeps rows that were made of calls as an answer gave them, for the next who asks.
void keep_rows(const Sources& sources, const directory::Tenant& tenant, const RowForm& form,
               std::int64_t change_seq, std::span<const MadeRow> rows);

/// The change of the tenant that answers show now; nothing while its calls are being loaded.
std::optional<std::int64_t> newest_change(const Sources& sources, const directory::Tenant& tenant);

struct FoundCall {
    std::optional<call::Call> call;  ///< with the legs that the asker may see
    std::string ready;               ///< instead of the call: its row
    std::int64_t changed = 0;        ///< the call's last change
    std::int64_t change_seq = 0;     ///< the tenant's change that this shows
};

/// The call of that id; nothing when this tenant has none such or the asker may not see it, which
/// is not told apart. With a form, which only who sees everything has: the row when it is ready.
/// Errors as above.
base::Result<FoundCall> find_call(const Sources& sources, const directory::Tenant& tenant,
                                  const Sight& sight, const base::CallId& id,
                                  const std::optional<RowForm>& form = std::nullopt);

/// One page and where the next one begins.
using ChangePage = store::ChangePage;
using RemovedCall = store::RemovedCall;

/// Where somebody who follows a tenant's changes has come to.
struct ChangePlace {
    std::int64_t after = 0;                      ///< the last change that was told; 0: none
    std::optional<std::int64_t> removals_after;  ///< the change at which they began; absent: now
};

/// What changed behind a place, as far as the asker may see: calls that were visible and no longer
/// are count as removed. Nothing when it cannot be told exactly any more and the asker must begin
/// again. Every call is checked to be the tenant's and seen. Errors as above.
base::Result<std::optional<ChangePage>> list_changes(CallReader& reader,
                                                     const directory::Tenant& tenant,
                                                     const Sight& sight, const ChangePlace& place,
                                                     std::int64_t page_size);

}  // namespace edgvoip::query

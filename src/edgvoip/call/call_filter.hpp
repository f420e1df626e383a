#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/call/call.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgvoip::call {

/// How many starts of a number one question may search for.
constexpr std::size_t number_prefixes_max = 8;

/// Which calls; every part narrows. All values are already checked.
struct CallFilter {
    base::Instant from;  ///< start_ts ≥ from
    base::Instant to;    ///< start_ts < to

    std::optional<Direction> direction;
    std::vector<Disposition> dispositions;  ///< any of; empty: all
    std::optional<std::string> did_e164;    ///< exact
    std::optional<std::string> ext;         ///< exact
    std::optional<base::StoreId> store;     ///< exact
    bool without_store = false;             ///< only calls of no store (`store_id=none`)
    std::optional<std::string> number;      ///< the remote number, exact

    /// `q`: the remote number starts with one of these (`+39…`, as given), or the folded caller's
    /// name contains `name_part`. Both empty: no search.
    /// At most `number_prefixes_max`.
    std::vector<std::string> number_prefixes;
    std::string name_part;  ///< folded by base::fold_text

    std::optional<std::int64_t> min_billsec, max_billsec;
    std::optional<std::int64_t> min_ring_sec, max_ring_sec;
    std::optional<std::int64_t> max_mos_centi;  ///< measured and at most
    std::optional<bool> has_mos;
    std::optional<bool> has_recording;
    std::optional<MissedReason> missed_reason;

    /// What the token may see; absent: everything of the tenant, empty: nothing.
    std::optional<std::vector<base::StoreId>> scope_stores;
    std::optional<std::vector<std::string>> scope_exts;

    /// Numbers are masked for this question: number, number_prefixes and did_e164 (given masked
    /// to their visible digits) match only what the answer will show.
    bool masked = false;
};

/// Every order is made total by `call_id`, ascending with ascending keys, descending with
/// descending ones.
enum class CallOrder { newest_first, oldest_first, longest_first, shortest_first, worst_mos_first };

}  // namespace edgvoip::call

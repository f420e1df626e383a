#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/chunk_list.hpp"
#include "edgvoip/index/hashed_starts.hpp"
#include "edgvoip/index/next_due.hpp"
#include "edgvoip/index/prefix_sums.hpp"
#include "edgvoip/index/text_list.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace edgvoip::index {

/// Bytes of one version by part; parts are shared with the versions before and after.
struct IndexMemory {
    std::int64_t calls = 0;
    std::size_t columns = 0;       ///< with the ids
    std::size_t id_map = 0;        ///< from id to start
    std::size_t number_map = 0;    ///< from remote number to start
    std::size_t due_misses = 0;    ///< the calls that nobody has returned, once more
    std::size_t sums = 0;          ///< of blocks and of stretches of calls
    std::size_t chunk_list = 0;    ///< where which chunk begins
    std::size_t dictionaries = 0;  ///< texts: stores, extensions, numbers, names
    std::size_t interning = 0;     ///< the writer's way from a text to its place; 0 of a version

    /// Everything but dictionaries and interning.
    std::size_t without_texts() const {
        return columns + id_map + number_map + due_misses + sums + chunk_list;
    }
    IndexMemory& operator+=(const IndexMemory& other);
};

/// By what a list is sorted, and the tie break: where a cursor left off.
struct SortPlace {
    /// Start in µs, billsec, or MOS × 100 with `unmeasured_mos` for none, as the order says.
    std::int64_t key = 0;
    base::CallId id;

    bool operator==(const SortPlace&) const = default;
};
constexpr std::int64_t unmeasured_mos = std::numeric_limits<std::uint32_t>::max();

struct ListedCall {
    base::Instant start;
    SortPlace place;

    bool operator==(const ListedCall&) const = default;
};

struct CallList {
    std::vector<ListedCall> calls;
    std::int64_t total = 0;   ///< calls that the filter means, all pages
    std::int64_t offset = 0;  ///< how many of them come before the first of `calls`

    bool operator==(const CallList&) const = default;
};

/// One tenant's calls as they were after one change: columns in chunks, sorted by (start, id).
/// Immutable, made by `TenantWriter`. Any thread.
class TenantIndex {
public:
    /// The tenant's `change_seq` that this version shows.
    std::int64_t change_seq() const { return change_seq_; }
    std::int64_t size() const { return calls_.size(); }
    /// From so many seconds of talk on, an answered call is a contact; as its writer was told.
    std::int32_t contact_min_sec() const { return contact_min_sec_; }

    /// When the call of this id started; nothing when there is none.
    std::optional<base::Instant> find(std::string_view call_id) const;

    /// How many calls the filter means.
    std::int64_t count(const call::CallFilter& filter) const;

    /// `limit` of them from position `offset` (0-based) on, in that order. Costs the same wherever
    /// the page is: for an interval alone almost nothing, else one pass over the interval.
    CallList page(const call::CallFilter& filter, call::CallOrder order, std::int64_t offset,
                  std::int64_t limit) const;

    /// The first `limit` of them that come behind a place, whether or not a call is there.
    CallList page_after(const call::CallFilter& filter, call::CallOrder order,
                        const SortPlace& after, std::int64_t limit) const;

    IndexMemory memory() const;

    // What the columns' numbers mean, and the columns themselves, for those who compute over them.

    const TextList& stores() const { return stores_; }  ///< the UUIDs' 16 bytes
    const TextList& exts() const { return exts_; }
    const TextList& dids() const { return dids_; }
    const TextList& names() const { return names_; }
    const TextList& listed_numbers() const { return numbers_; }  ///< those that cannot be packed

    using Slice = ChunkList::Slice;  ///< some rows of a chunk
    const ChunkList& calls() const { return calls_; }
    /// The calls with from ≤ start < to, in order; no slice is empty.
    std::vector<Slice> slices(base::Instant from, base::Instant to) const {
        return calls_.slices(from, to);
    }
    /// How many calls start before that instant.
    std::int64_t position_of(base::Instant start) const { return calls_.position_of(start); }
    /// How many calls have a key below.
    std::int64_t position_of(const Key& key) const { return calls_.position_of(key); }
    /// The row of the call of this id; nothing when there is none.
    std::optional<Slice> find_row(std::string_view call_id) const;
    /// The place of a call by its position, 0 ≤ position < size(): its chunk and row.
    Slice at(std::int64_t position) const { return calls_.at(position); }

    /// The sums of the first `position` calls.
    DirectedSums sums_before(std::int64_t position) const { return sums_.before(calls_, position); }
    /// The sums of a stretch of chunks; null where none are kept.
    const Stretch* stretch(std::size_t number) const { return sums_.stretch(number); }

    /// Missed calls that are due: no contact of their number started later. The same rows as
    /// those in calls(), in the same order.
    const ChunkList& due_misses() const { return due_misses_; }
    const NextDue& next_due() const { return next_due_; }  ///< of due_misses()
    /// Where the calls of a reachable number are, by `hash_of_number`.
    const HashedStarts& starts_by_number() const { return starts_by_number_; }

private:
    friend class TenantWriter;

    TenantIndex() = default;
    std::int64_t change_seq_ = 0;
    std::int32_t contact_min_sec_ = 0;
    ChunkList calls_;
    PrefixSums sums_;
    HashedStarts ids_;
    HashedStarts starts_by_number_;
    ChunkList due_misses_;
    NextDue next_due_;
    TextList stores_, exts_, dids_, names_, numbers_;
};

}  // namespace edgvoip::index

#pragma once

#include "base/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace edgvoip::index {

/// As what rows are shown: rows of another form are other rows.
struct RowForm {
    std::string_view directory;  ///< the fingerprint of the directory that they were made with
    bool masked = false;
    bool whole = false;  ///< with legs and all that only a detail shows
};

/// Rows that were ready, one behind the other, for some calls.
struct ReadyRows {
    struct Place {
        std::size_t first = 0;
        std::size_t size = 0;  ///< 0: this call's was not ready
    };

    std::string texts;
    std::vector<Place> places;  ///< one for each call

    std::string_view row(std::size_t call) const {
        return std::string_view(texts).substr(places[call].first, places[call].size);
    }
};

/// Ready rows, of lists and details, kept while the calls stay as they are and there is room. A row
/// was made from a call as it was after some change; it is good for every version that shows that
/// change, until the call changes again: whoever publishes a version drops what it changed first.
/// Rows lie in a ring, the newest over the oldest, so that keeping one costs little more than its
/// bytes. Any thread.
class RowCache {
public:
    /// With a ring of so many bytes, of which the machine gives what is used; 0: keeps nothing.
    explicit RowCache(std::size_t ring_bytes);

    bool keeps_nothing() const { return ring_bytes_ == 0; }

    /// The rows of these calls that are good for the tenant's change `change_seq`.
    ReadyRows find(base::TenantId tenant, const RowForm& form,
                   std::span<const std::string_view> call_ids, std::int64_t change_seq);

    struct Made {
        std::string_view call_id;
        std::int64_t changed = 0;  ///< the call's last change
        std::string_view row;      ///< not empty
    };
    /// Keeps rows that were made from what a version with `change_seq` shows; unless a newer one
    /// has been published, since then nobody knows whether they are still so.
    void keep(base::TenantId tenant, const RowForm& form, std::span<const Made> rows,
              std::int64_t change_seq);

    /// What a version that is about to be published has changed.
    void drop(base::TenantId tenant, std::span<const base::CallId> changed,
              std::int64_t change_seq);
    /// All of a tenant, whose next version shows `change_seq`.
    void restart(base::TenantId tenant, std::int64_t change_seq);

    struct Figures {
        std::size_t bytes = 0;    ///< of the ring that have been used
        std::int64_t found = 0;   ///< rows, since the start
        std::int64_t missed = 0;  ///< rows, since the start
    };
    Figures figures() const;

private:
    /// Where a row may be, by the hash of its key; a bucket has some, the newest take the places
    /// of the oldest.
    struct Slot {
        std::uint64_t hash = 0;
        std::uint64_t at = 0;  ///< how many bytes had been written before it, and 1; 0: nothing
    };
    struct Head {
        std::int64_t changed;
        std::uint32_t key_size;
        std::uint32_t row_size;
    };
    struct TenantState {
        std::int64_t newest = 0;  ///< change published last
        std::uint64_t begin = 0;  ///< rows written before are others'
    };

    std::span<Slot> bucket_of(std::uint64_t hash);
    const char* found_at(const Slot& slot, std::string_view key, std::uint64_t begin,
                         Head& head) const;
    void write(std::uint64_t hash, std::string_view key, const Made& made);
    void use(const RowForm& form);

    const std::size_t ring_bytes_;
    mutable std::mutex mutex_;
    std::unique_ptr<char[]> ring_;
    std::vector<Slot> slots_;
    std::uint64_t written_ = 0;  ///< bytes, in all rounds of the ring
    std::string directory_;      ///< that of the rows from `directory_begin_` on
    std::uint64_t directory_begin_ = 0;
    std::unordered_map<base::TenantId, TenantState> tenants_;
    std::int64_t found_ = 0;
    std::int64_t missed_ = 0;
};

}  // namespace edgvoip::index

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace edgvoip::index {

/// From the hash of something that a call has to about when the call started, 8 bytes a call; the
/// columns, sorted by start, say the rest. Immutable: a map with more calls shares the older ones,
/// in runs sorted by hash, each several times as long as the next. An entry whose call was removed,
/// moved, or has something else by now stays, and finds nothing in the columns. Any thread.
class HashedStarts {
public:
    struct Entry {
        std::uint64_t hash;
        std::int64_t start_us;
    };
    /// When a call may have started: first ≤ start_us ≤ last.
    struct Window {
        std::int64_t first_us;
        std::int64_t last_us;
    };

    /// Where to look; each window holds few calls, several may be given.
    std::vector<Window> windows_of(std::uint64_t hash) const;

    class NewestFirst;
    /// The same, one by one from the newest on, none twice. Lives no longer than the map.
    NewestFirst newest_first(std::uint64_t hash) const;

    /// The map with these calls added; costs little for few, by and by a copy of everything.
    HashedStarts with(const std::vector<Entry>& added) const;

    std::size_t entries() const;
    std::size_t bytes() const;

private:
    /// Sorted numbers: 32 bits of the hash, then 32 of the start.
    using Run = std::vector<std::uint64_t>;
    using Entries = std::span<const std::uint64_t>;

    std::vector<Entries> entries_of(std::uint64_t hash) const;  ///< one span a run that has any

    std::vector<std::shared_ptr<const Run>> runs_;  ///< the longest first
};

class HashedStarts::NewestFirst {
public:
    std::optional<Window> next();

private:
    friend class HashedStarts;
    explicit NewestFirst(std::vector<Entries> left) : left_(std::move(left)) {}

    std::vector<Entries> left_;  ///< what is still to be given, of each run
    std::optional<std::uint64_t> last_;
};

}  // namespace edgvoip::index

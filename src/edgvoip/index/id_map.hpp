#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace edgvoip::index {

/// From a call's id to about when it started, 8 bytes a call; the columns, sorted by start, say
/// the rest. Immutable: a map with more calls shares the older ones, in runs sorted by the hash of
/// the id, each several times as long as the next. An entry whose call was removed or moved stays,
/// and finds nothing in the columns. Any thread.
class IdMap {
public:
    struct Entry {
        std::uint64_t id_hash;
        std::int64_t start_us;
    };
    /// When a call may have started: first ≤ start_us ≤ last.
    struct Window {
        std::int64_t first_us;
        std::int64_t last_us;
    };

    /// Where to look for an id; each window holds few calls, several may be given for one id.
    std::vector<Window> windows_of(std::uint64_t id_hash) const;

    /// The map with these calls added; costs little for few, by and by a copy of everything.
    IdMap with(const std::vector<Entry>& added) const;

    std::size_t entries() const;
    std::size_t bytes() const;

private:
    /// Sorted numbers: 32 bits of the hash, then 32 of the start.
    using Run = std::vector<std::uint64_t>;

    std::vector<std::shared_ptr<const Run>> runs_;  ///< the longest first
};

}  // namespace edgvoip::index

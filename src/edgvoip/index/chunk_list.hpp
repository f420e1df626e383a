#pragma once

#include "base/instant.hpp"
#include "edgvoip/index/chunk.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace edgvoip::index {

/// Chunks one behind the other, all their rows sorted by key. Lists share chunks. Any thread.
class ChunkList {
public:
    using Chunks = std::vector<std::shared_ptr<const Chunk>>;

    /// Some rows of a chunk.
    struct Slice {
        const Chunk* chunk;
        std::size_t first;
        std::size_t last;  ///< the one behind

        std::size_t size() const { return last - first; }
    };

    ChunkList() = default;
    explicit ChunkList(Chunks chunks);

    std::int64_t size() const { return static_cast<std::int64_t>(begins_.back()); }
    const Chunks& chunks() const { return chunks_; }
    /// When the last row of each chunk starts.
    const std::vector<std::int64_t>& last_starts() const { return last_starts_; }

    /// The rows with from ≤ start < to, in order; no slice is empty.
    std::vector<Slice> slices(base::Instant from, base::Instant to) const;
    /// How many rows start before that instant.
    std::int64_t position_of(base::Instant start) const;
    /// How many rows have a key below.
    std::int64_t position_of(const Key& key) const;
    /// The row at a position, 0 ≤ position < size().
    Slice at(std::int64_t position) const;
    /// The chunk with that position, and how many rows are before it; 0 ≤ position < size().
    std::size_t chunk_at(std::int64_t position) const;
    std::int64_t begin_of(std::size_t chunk) const {
        return static_cast<std::int64_t>(begins_[chunk]);
    }
    /// The row with that key.
    std::optional<Slice> find(const Key& key) const;

    /// Calls `use(chunk, row)` for the rows with first ≤ start ≤ last, from the last to the first,
    /// until it answers false. Gives false when it did.
    template <class Use>
    bool each_back(std::int64_t first_us, std::int64_t last_us, Use&& use) const {
        for (Back back = back_from(last_us);;) {
            while (back.row > 0) {
                const Chunk& chunk = *chunks_[back.chunk];
                if (chunk.starts()[--back.row] < first_us) return true;
                if (!use(chunk, back.row)) return false;
            }
            if (back.chunk == 0) return true;
            back.row = chunks_[--back.chunk]->size();
        }
    }

    /// Of the list itself, without the chunks.
    std::size_t bytes() const;

private:
    /// All rows of the chunks before `chunk`, and the `row` first of its rows.
    struct Back {
        std::size_t chunk;
        std::size_t row;
    };
    Back back_from(std::int64_t last_us) const;
    std::size_t chunk_with(std::int64_t start_us) const;

    Chunks chunks_;
    std::vector<std::size_t> begins_{0};     ///< positions of the chunks' first rows, and the size
    std::vector<std::int64_t> last_starts_;  ///< of each chunk's last row
};

}  // namespace edgvoip::index

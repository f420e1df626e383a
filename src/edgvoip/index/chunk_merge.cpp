#include "edgvoip/index/chunk_merge.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::index {
namespace {

/// A chunk that shrank below this takes the next one in when that fits.
constexpr std::size_t small_chunk = Chunk::rows_max / 4;

class Merge {
public:
    Merge(ChunkBuilder& builder, std::span<const MergeStep> steps)
        : builder_(builder), steps_(steps) {}

    ChunkList run(const ChunkList& list) {
        const auto& chunks = list.chunks();
        builder_.clear();  // of a batch that was given up
        chunks_.reserve(chunks.size() + 1);
        for (std::size_t at = 0; at < chunks.size(); ++at) {
            const bool is_last = at + 1 == chunks.size();
            take(chunks[at], steps_up_to(*chunks[at], list.last_starts()[at], is_last), is_last);
        }
        for (; next_ < steps_.size(); ++next_)
            add(steps_[next_], Chunk::rows_max);
        flush();
        return ChunkList(std::move(chunks_));
    }

private:
    /// The next steps, up to a chunk's last key; all for the last chunk. `last_start` is that key's
    /// and spares most chunks from being read.
    std::span<const MergeStep> steps_up_to(const Chunk& chunk, std::int64_t last_start,
                                           bool is_last) {
        std::size_t end = next_;
        if (is_last) {
            end = steps_.size();
        } else if (next_ < steps_.size() && steps_[next_].key.start_us <= last_start) {
            const Key last = chunk.key(chunk.size() - 1);
            while (end < steps_.size() && compare(steps_[end].key, last) <= 0)
                ++end;
        }
        const auto mine = steps_.subspan(next_, end - next_);
        next_ = end;
        return mine;
    }

    void take(const std::shared_ptr<const Chunk>& chunk, std::span<const MergeStep> steps,
              bool is_last) {
        const std::size_t waiting = builder_.size();
        if (steps.empty() && (waiting == 0 || waiting + chunk->size() > Chunk::rows_max)) {
            flush();
            chunks_.push_back(chunk);
            return;
        }
        // New calls come at the end: there chunks are filled, elsewhere they are halved.
        const std::size_t most = waiting + chunk->size() + steps.size();
        const std::size_t pieces = (most + Chunk::rows_max - 1) / Chunk::rows_max;
        const std::size_t piece = is_last ? Chunk::rows_max : (most + pieces - 1) / pieces;
        std::size_t row = 0;
        for (const MergeStep& step : steps) {
            const std::size_t next = chunk->first_not_below(step.key);
            add(*chunk, row, next, piece);
            row = next;
            if (row < chunk->size() && compare(chunk->key(row), step.key) == 0) ++row;
            add(step, piece);
        }
        add(*chunk, row, chunk->size(), piece);
        if (builder_.size() >= small_chunk) flush();
    }

    void add(const MergeStep& step, std::size_t piece) {
        if (step.row) add(*step.row, piece);
    }

    void add(const Row& row, std::size_t piece) {
        if (builder_.size() >= piece) flush();
        builder_.add(row);
    }

    void add(const Chunk& chunk, std::size_t first, std::size_t last, std::size_t piece) {
        while (first < last) {
            if (builder_.size() >= piece) flush();
            const std::size_t end = std::min(last, first + piece - builder_.size());
            builder_.add(chunk, first, end);
            first = end;
        }
    }

    void flush() {
        if (builder_.size() > 0) chunks_.push_back(builder_.finish());
    }

    ChunkBuilder& builder_;
    std::span<const MergeStep> steps_;
    std::size_t next_ = 0;
    ChunkList::Chunks chunks_;
};

}  // namespace

ChunkList merged(const ChunkList& list, std::span<const MergeStep> steps, ChunkBuilder& builder) {
    return Merge(builder, steps).run(list);
}

}  // namespace edgvoip::index

#include "edgvoip/index/chunk_list.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace edgvoip::index {
namespace {

std::int64_t signed_of(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

ChunkList::ChunkList(Chunks chunks) : chunks_(std::move(chunks)) {
    begins_.clear();
    begins_.reserve(chunks_.size() + 1);
    last_starts_.reserve(chunks_.size());
    std::size_t begin = 0;
    for (const auto& chunk : chunks_) {
        begins_.push_back(begin);
        last_starts_.push_back(chunk->starts().back());
        begin += chunk->size();
    }
    begins_.push_back(begin);
}

/// The first chunk that ends at that start or later.
std::size_t ChunkList::chunk_with(std::int64_t start_us) const {
    const auto found = std::lower_bound(last_starts_.begin(), last_starts_.end(), start_us);
    return static_cast<std::size_t>(found - last_starts_.begin());
}

std::vector<ChunkList::Slice> ChunkList::slices(base::Instant from, base::Instant to) const {
    std::vector<Slice> found;
    if (from >= to) return found;
    for (std::size_t at = chunk_with(from.us); at < chunks_.size(); ++at) {
        const Chunk& chunk = *chunks_[at];
        const Slice slice{
            .chunk = &chunk,
            .first = found.empty() ? chunk.first_from(from.us) : 0,
            .last = last_starts_[at] < to.us ? chunk.size() : chunk.first_from(to.us)};
        if (slice.size() > 0) found.push_back(slice);
        if (slice.last < chunk.size()) break;
    }
    return found;
}

std::int64_t ChunkList::position_of(base::Instant start) const {
    const std::size_t at = chunk_with(start.us);
    if (at == chunks_.size()) return size();
    return signed_of(begins_[at] + chunks_[at]->first_from(start.us));
}

std::int64_t ChunkList::position_of(const Key& key) const {
    for (std::size_t at = chunk_with(key.start_us); at < chunks_.size(); ++at) {
        const std::size_t row = chunks_[at]->first_not_below(key);
        if (row < chunks_[at]->size()) return signed_of(begins_[at] + row);
    }
    return size();
}

std::size_t ChunkList::chunk_at(std::int64_t position) const {
    base::check(position >= 0 && position < size(), "a position is one of a call");
    const auto wanted = static_cast<std::size_t>(position);
    const auto behind = std::upper_bound(begins_.begin(), begins_.end(), wanted);
    return static_cast<std::size_t>(behind - begins_.begin()) - 1;
}

ChunkList::Slice ChunkList::at(std::int64_t position) const {
    const std::size_t chunk = chunk_at(position);
    const std::size_t row = static_cast<std::size_t>(position) - begins_[chunk];
    return {.chunk = chunks_[chunk].get(), .first = row, .last = row + 1};
}

std::optional<ChunkList::Slice> ChunkList::find(const Key& key) const {
    const std::int64_t position = position_of(key);
    if (position == size()) return std::nullopt;
    const Slice row = at(position);
    if (compare(row.chunk->key(row.first), key) != 0) return std::nullopt;
    return row;
}

ChunkList::Back ChunkList::back_from(std::int64_t last_us) const {
    if (last_us == std::numeric_limits<std::int64_t>::max()) return {chunks_.size(), 0};
    const std::size_t at = chunk_with(last_us + 1);
    return {at, at == chunks_.size() ? 0 : chunks_[at]->first_from(last_us + 1)};
}

std::size_t ChunkList::bytes() const {
    return sizeof(ChunkList) + chunks_.capacity() * sizeof(chunks_[0]) +
           begins_.capacity() * sizeof(begins_[0]) +
           last_starts_.capacity() * sizeof(last_starts_[0]);
}

}  // namespace edgvoip::index

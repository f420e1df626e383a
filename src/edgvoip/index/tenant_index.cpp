#include "edgvoip/index/tenant_index.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::index {
namespace {

std::int64_t signed_of(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

IndexMemory& IndexMemory::operator+=(const IndexMemory& other) {
    calls += other.calls;
    columns += other.columns;
    id_map += other.id_map;
    chunk_list += other.chunk_list;
    dictionaries += other.dictionaries;
    interning += other.interning;
    return *this;
}

void TenantIndex::set_chunks(std::vector<std::shared_ptr<const Chunk>> chunks) {
    chunks_ = std::move(chunks);
    begins_.clear();
    begins_.reserve(chunks_.size() + 1);
    last_starts_.clear();
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
std::size_t TenantIndex::chunk_with(std::int64_t start_us) const {
    const auto found = std::lower_bound(last_starts_.begin(), last_starts_.end(), start_us);
    return static_cast<std::size_t>(found - last_starts_.begin());
}

std::optional<Key> TenantIndex::find_key(const IdView& id) const {
    for (const IdMap::Window& window : ids_.windows_of(hash_of(id))) {
        std::size_t chunk = chunk_with(window.first_us);
        if (chunk == chunks_.size()) continue;
        std::size_t row = chunks_[chunk]->first_from(window.first_us);
        for (; chunk < chunks_.size(); ++chunk, row = 0) {
            const Chunk& rows = *chunks_[chunk];
            for (; row < rows.size() && rows.starts()[row] <= window.last_us; ++row) {
                if (compare(rows.id(row), id) == 0) return rows.key(row);
            }
            if (row < rows.size()) break;
        }
    }
    return std::nullopt;
}

std::optional<base::Instant> TenantIndex::find(std::string_view call_id) const {
    const auto key = find_key(IdView::of(call_id));
    if (!key) return std::nullopt;
    return base::Instant{key->start_us};
}

std::vector<TenantIndex::Slice> TenantIndex::slices(base::Instant from, base::Instant to) const {
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

std::int64_t TenantIndex::position_of(base::Instant start) const {
    const std::size_t at = chunk_with(start.us);
    if (at == chunks_.size()) return size();
    return signed_of(begins_[at] + chunks_[at]->first_from(start.us));
}

std::int64_t TenantIndex::position_of(const Key& key) const {
    for (std::size_t at = chunk_with(key.start_us); at < chunks_.size(); ++at) {
        const std::size_t row = chunks_[at]->first_not_below(key);
        if (row < chunks_[at]->size()) return signed_of(begins_[at] + row);
    }
    return size();
}

TenantIndex::Slice TenantIndex::at(std::int64_t position) const {
    base::check(position >= 0 && position < size(), "a position is one of a call");
    const auto wanted = static_cast<std::size_t>(position);
    const auto behind = std::upper_bound(begins_.begin(), begins_.end(), wanted);
    const auto chunk = static_cast<std::size_t>(behind - begins_.begin()) - 1;
    const std::size_t row = wanted - begins_[chunk];
    return {.chunk = chunks_[chunk].get(), .first = row, .last = row + 1};
}

IndexMemory TenantIndex::memory() const {
    IndexMemory memory;
    memory.calls = size();
    for (const auto& chunk : chunks_)
        memory.columns += chunk->bytes();
    memory.id_map = ids_.bytes();
    memory.chunk_list = sizeof(TenantIndex) + chunks_.capacity() * sizeof(chunks_[0]) +
                        begins_.capacity() * sizeof(begins_[0]) +
                        last_starts_.capacity() * sizeof(last_starts_[0]);
    for (const TextList* const list : {&stores_, &exts_, &dids_, &names_, &numbers_})
        memory.dictionaries += list->bytes();
    return memory;
}

}  // namespace edgvoip::index

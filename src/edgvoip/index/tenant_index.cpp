#include "edgvoip/index/tenant_index.hpp"

namespace edgvoip::index {
IndexMemory& IndexMemory::operator+=(const IndexMemory& other) {
    calls += other.calls;
    columns += other.columns;
    id_map += other.id_map;
    number_map += other.number_map;
    due_misses += other.due_misses;
    sums += other.sums;
    chunk_list += other.chunk_list;
    dictionaries += other.dictionaries;
    interning += other.interning;
    return *this;
}

std::optional<TenantIndex::Slice> TenantIndex::find_row(std::string_view call_id) const {
    const IdView id = IdView::of(call_id);
    std::optional<Slice> found;
    HashedStarts::NewestFirst windows = ids_.newest_first(hash_of(id));
    for (auto window = windows.next(); window && !found; window = windows.next()) {
        calls_.each_back(window->first_us, window->last_us,
                         [&](const Chunk& chunk, std::size_t row) {
                             if (compare(chunk.id(row), id) != 0) return true;
                             found = {.chunk = &chunk, .first = row, .last = row + 1};
                             return false;
                         });
    }
    return found;
}

std::optional<base::Instant> TenantIndex::find(std::string_view call_id) const {
    const auto row = find_row(call_id);
    if (!row) return std::nullopt;
    return base::Instant{row->chunk->starts()[row->first]};
}

IndexMemory TenantIndex::memory() const {
    IndexMemory memory;
    memory.calls = size();
    for (const auto& chunk : calls_.chunks()) {
        memory.columns += chunk->bytes();
        memory.sums += chunk->sums().bytes();
    }
    for (const auto& chunk : due_misses_.chunks())
        memory.due_misses += chunk->bytes() + chunk->sums().bytes();
    memory.due_misses += due_misses_.bytes() + next_due_.bytes();
    memory.sums += sums_.bytes();
    memory.id_map = ids_.bytes();
    memory.number_map = starts_by_number_.bytes();
    memory.chunk_list = sizeof(TenantIndex) + calls_.bytes();
    for (const TextList* const list : {&stores_, &exts_, &dids_, &names_, &numbers_})
        memory.dictionaries += list->bytes();
    return memory;
}

}  // namespace edgvoip::index

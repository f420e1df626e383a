#include "edgvoip/index/chunk.hpp"

#include "base/error.hpp"
#include "edgvoip/index/fetch_ahead.hpp"
#include "edgvoip/index/row_values.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

constexpr auto signed_block_rows = static_cast<std::ptrdiff_t>(BlockSums::block_rows);

}  // namespace

std::strong_ordering compare(const Key& a, const Key& b) {
    return a.start_us != b.start_us ? a.start_us <=> b.start_us : compare(a.id, b.id);
}

IdView Chunk::id(std::size_t row) const {
    const IdBits& bits = ids_[row];
    if (text_id_field.of(traits_[row]) == 0) {
        return {.is_uuid = true, .high = bits.high, .low = bits.low, .text = {}};
    }
    return {.is_uuid = false,
            .high = 0,
            .low = 0,
            .text = std::string_view(id_texts_).substr(bits.high, bits.low)};
}

Row Chunk::row(std::size_t row) const {
    Row values{.key = key(row), .traits = traits_[row], .number = numbers_[row], .values = {}};
    for (std::size_t at = 0; at < columns_count; ++at)
        values.values[at] = columns_[at][row];
    return values;
}

std::size_t Chunk::first_from(std::int64_t start_us) const {
    // A search of all starts meets a cold cache line at each step; this one stays in few.
    const auto block = std::lower_bound(block_ends_.begin(), block_ends_.end(), start_us);
    if (block == block_ends_.end()) return size();
    const auto begin = starts_.begin() + (block - block_ends_.begin()) * signed_block_rows;
    const auto end = begin + std::min(signed_block_rows, starts_.end() - begin);
    return static_cast<std::size_t>(std::lower_bound(begin, end, start_us) - starts_.begin());
}

void Chunk::fetch_ahead(std::size_t row) const {
    const BlockSums::Way way = BlockSums::way_to(row, size());
    const auto fetch = [&way](const auto& values) {
        index::fetch_ahead(values.subspan(way.first, way.last - way.first));
    };
    sums_.fetch_ahead(way);
    fetch(traits());
    for (const Column column : RowValues::columns)
        this->column(column).visit(fetch);
}

std::size_t Chunk::first_not_below(const Key& key) const {
    std::size_t row = first_from(key.start_us);
    while (row < size() && compare(this->key(row), key) < 0)
        ++row;
    return row;
}

std::size_t Chunk::bytes() const {
    std::size_t sum = sizeof(Chunk) + starts_.capacity() * sizeof(starts_[0]) +
                      block_ends_.capacity() * sizeof(block_ends_[0]) +
                      ids_.capacity() * sizeof(ids_[0]) + id_texts_.capacity() +
                      traits_.capacity() * sizeof(traits_[0]) +
                      numbers_.capacity() * sizeof(numbers_[0]);
    for (const PackedColumn& column : columns_)
        sum += column.bytes();
    return sum;
}

void ChunkBuilder::add(const Row& row) {
    base::check(size() < Chunk::rows_max, "a chunk has at most rows_max calls");
    base::check(size() == 0 || compare(last_key(), row.key) < 0, "calls are added in order");
    base::check(direction_field.of(row.traits) != 0, "a call has a direction");
    base::check(disposition_field.of(row.traits) != 0, "a call has a disposition");
    const IdView& id = row.key.id;
    rows_.starts_.push_back(row.key.start_us);
    if (id.is_uuid) {
        rows_.ids_.push_back({.high = id.high, .low = id.low});
    } else {
        rows_.ids_.push_back({.high = rows_.id_texts_.size(), .low = id.text.size()});
        rows_.id_texts_ += id.text;
    }
    const unsigned plain = row.traits & ~unsigned{text_id_field.in_place()};
    rows_.traits_.push_back(
        static_cast<Traits>(plain | text_id_field.holding(id.is_uuid ? 0U : 1U)));
    rows_.numbers_.push_back(row.number);
    for (std::size_t at = 0; at < columns_count; ++at)
        values_[at].push_back(row.values[at]);
}

void ChunkBuilder::add(const Chunk& chunk, std::size_t first, std::size_t last) {
    if (first == last) return;
    base::check(size() + last - first <= Chunk::rows_max, "a chunk has at most rows_max calls");
    base::check(size() == 0 || compare(last_key(), chunk.key(first)) < 0,
                "calls are added in order");
    const auto append = [first, last](auto& to, const auto& from) {
        to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(first),
                  from.begin() + static_cast<std::ptrdiff_t>(last));
    };
    const std::size_t begin = size();
    append(rows_.starts_, chunk.starts_);
    append(rows_.ids_, chunk.ids_);
    append(rows_.traits_, chunk.traits_);
    append(rows_.numbers_, chunk.numbers_);
    for (std::size_t at = 0; at < columns_count; ++at) {
        chunk.columns_[at].visit([&](const auto& values) { append(values_[at], values); });
    }
    if (chunk.id_texts_.empty()) return;
    for (std::size_t row = first; row < last; ++row) {
        if (text_id_field.of(chunk.traits_[row]) == 0) continue;
        rows_.ids_[begin + row - first].high = rows_.id_texts_.size();
        rows_.id_texts_ += chunk.id(row).text;
    }
}

std::shared_ptr<const Chunk> ChunkBuilder::finish() {
    base::check(size() > 0, "a chunk has calls");
    // Copied, so that the chunk has just the memory it needs and the builder keeps its room.
    auto chunk = std::make_shared<Chunk>(rows_);
    for (std::size_t at = 0; at < columns_count; ++at) {
        chunk->columns_[at] = PackedColumn(values_[at]);
    }
    chunk->block_ends_.reserve((size() + BlockSums::block_rows - 1) / BlockSums::block_rows);
    for (std::size_t end = BlockSums::block_rows; end < size(); end += BlockSums::block_rows)
        chunk->block_ends_.push_back(chunk->starts_[end - 1]);
    chunk->block_ends_.push_back(chunk->starts_.back());
    chunk->sums_ = BlockSums(*chunk);
    clear();
    return chunk;
}

void ChunkBuilder::clear() {
    for (auto& values : values_)
        values.clear();
    rows_.starts_.clear();
    rows_.ids_.clear();
    rows_.id_texts_.clear();
    rows_.traits_.clear();
    rows_.numbers_.clear();
}

}  // namespace edgvoip::index

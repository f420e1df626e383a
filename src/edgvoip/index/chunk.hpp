#pragma once

#include "edgvoip/index/block_sums.hpp"
#include "edgvoip/index/packed_column.hpp"
#include "edgvoip/index/packed_id.hpp"
#include "edgvoip/index/packed_number.hpp"
#include "edgvoip/index/traits.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace edgvoip::index {

/// Where a call stands among a tenant's: by start, then by id.
struct Key {
    std::int64_t start_us = 0;
    IdView id;
};

std::strong_ordering compare(const Key& a, const Key& b);

/// The columns whose values are numbers of 32 bits. `store`, `ext`, `did` and `name` are places in
/// the tenant's lists, 0 for none; `mos_centi`, `jitter_tenth_ms` and `loss_centi_pct` are one more
/// than the value, 0 for none.
enum class Column : std::uint8_t {
    store,
    ext,
    did,
    name,
    billsec,
    ring_sec,
    mos_centi,
    jitter_tenth_ms,
    loss_centi_pct,
};
constexpr std::size_t columns_count = 9;

/// One call's values, as the columns hold them.
struct Row {
    Key key;
    Traits traits = 0;
    PackedNumber number = no_number;  ///< the remote one
    std::array<std::uint32_t, columns_count> values{};

    std::uint32_t& operator[](Column column) { return values[static_cast<std::size_t>(column)]; }
    std::uint32_t operator[](Column column) const {
        return values[static_cast<std::size_t>(column)];
    }
};

/// Up to `rows_max` calls as columns, sorted by key. Immutable. Any thread.
class Chunk {
public:
    static constexpr std::size_t rows_max = 4096;

    std::size_t size() const { return starts_.size(); }
    std::span<const std::int64_t> starts() const { return starts_; }
    std::span<const Traits> traits() const { return traits_; }
    std::span<const PackedNumber> numbers() const { return numbers_; }
    const PackedColumn& column(Column column) const {
        return columns_[static_cast<std::size_t>(column)];
    }
    IdView id(std::size_t row) const;
    Key key(std::size_t row) const { return {.start_us = starts_[row], .id = id(row)}; }
    Row row(std::size_t row) const;  ///< its key's text lives as long as the chunk

    /// The first row that starts at that instant or later; size() when none does.
    std::size_t first_from(std::int64_t start_us) const;
    /// The first row whose key is not below; size() when all are.
    std::size_t first_not_below(const Key& key) const;

    const BlockSums& sums() const { return sums_; }
    /// Has the processor fetch what the sums before `row` will be made of.
    void fetch_ahead(std::size_t row) const;

    std::size_t bytes() const;  ///< without the sums

private:
    friend class ChunkBuilder;

    struct IdBits {
        std::uint64_t high;  ///< of a text: where it begins in `id_texts_`
        std::uint64_t low;   ///< of a text: its length
    };

    std::vector<std::int64_t> starts_;
    std::vector<std::int64_t> block_ends_;  ///< the start of each block's last call
    std::vector<IdBits> ids_;
    std::string id_texts_;  ///< ids that are no UUIDs
    std::vector<Traits> traits_;
    std::vector<PackedNumber> numbers_;
    std::array<PackedColumn, columns_count> columns_;
    BlockSums sums_;
};

/// Makes chunks; its room is used again. One thread.
class ChunkBuilder {
public:
    /// Takes the next call; its key is above the last one's, and there are fewer than rows_max.
    void add(const Row& row);
    /// The same with the rows from `first` to the one before `last` of a chunk.
    void add(const Chunk& chunk, std::size_t first, std::size_t last);
    std::size_t size() const { return rows_.starts_.size(); }
    Key last_key() const { return rows_.key(size() - 1); }
    void clear();
    /// The calls so far, of which there is one at least; the builder is empty then.
    std::shared_ptr<const Chunk> finish();

private:
    Chunk rows_;  ///< all but `block_ends_`, `columns_` and `sums_`
    std::array<std::vector<std::uint32_t>, columns_count> values_;
};

}  // namespace edgvoip::index

#pragma once

#include "edgvoip/index/chunk.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgvoip::index {

/// What is added up of some rows, each figure by itself and all in plain numbers of 32 bits, so
/// that the loops over them are simple and fast. Its room is used again. One thread.
class RowValues {
public:
    static constexpr std::size_t rows_max = 512;
    /// What is taken of each row, besides its traits.
    static constexpr std::array columns = {Column::billsec, Column::ring_sec, Column::mos_centi,
                                           Column::jitter_tenth_ms, Column::loss_centi_pct};

    /// `sl_sec`: up to so many seconds an inbound call is answered in time; below 0 none is.
    explicit RowValues(std::int32_t sl_sec) : sl_sec_(sl_sec) {}

    /// Takes the rows from `first` to the one before `last`, which are at most rows_max.
    void load(const Chunk& chunk, std::size_t first, std::size_t last);
    /// Takes these rows of a chunk, counted from its row `first`; at most rows_max.
    void load(const Chunk& chunk, std::size_t first, std::span<const std::uint16_t> rows);
    /// Takes their places in this column, too; after load(), of the same rows.
    void load_places(Column column);

    std::size_t size() const { return size_; }

    using Values = std::array<std::uint32_t, rows_max>;
    using Kinds = std::array<std::uint8_t, rows_max>;

    const Kinds& kinds() const { return kinds_; }          ///< see kinds.hpp
    const Kinds& qualities() const { return qualities_; }  ///< see kinds.hpp
    const Values& talk() const { return talk_; }           ///< seconds
    const Values& answered_ring() const { return ring_; }  ///< seconds; 0 of a call not answered
    const Values& mos() const { return mos_; }             ///< × 100 and one more; 0 none
    const Values& jitter() const { return jitter_; }       ///< tenths of a ms; 0 none
    const Values& loss() const { return loss_; }           ///< % × 100; 0 none
    const Values& places() const { return places_; }

private:
    template <class Number>
    void take(std::span<const Number> from, std::uint32_t* to) const;
    void take(Column column, Values& to) const;
    void load();

    std::int32_t sl_sec_;
    const Chunk* chunk_ = nullptr;
    std::size_t first_ = 0;
    std::span<const std::uint16_t> rows_;  ///< empty: all from first_ on
    std::size_t size_ = 0;

    Kinds kinds_{};
    Kinds qualities_{};
    Values traits_{};
    Values talk_{};
    Values ring_{};
    Values mos_{};
    Values jitter_{};
    Values loss_{};
    Values places_{};
};

}  // namespace edgvoip::index

#include "edgvoip/index/row_values.hpp"

#include "base/error.hpp"
#include "edgvoip/index/kinds.hpp"

namespace edgvoip::index {
namespace {

constexpr std::uint32_t answered_mask = disposition_field.in_place();
constexpr std::uint32_t answered = disposition_field.holding(1);

/// Shifted columns have one more than the value, 0 for none.
std::uint32_t value_of(std::uint32_t shifted) {
    return shifted - static_cast<std::uint32_t>(shifted != 0);
}

}  // namespace

template <class Number>
void RowValues::take(std::span<const Number> from, std::uint32_t* to) const {
    const Number* const in = from.data() + first_;
    const std::size_t size = size_;
    if (rows_.empty()) {
        for (std::size_t at = 0; at < size; ++at)
            to[at] = in[at];
        return;
    }
    const std::uint16_t* const rows = rows_.data();
    for (std::size_t at = 0; at < size; ++at)
        to[at] = in[rows[at]];
}

void RowValues::take(Column column, Values& to) const {
    chunk_->column(column).visit([&](const auto& values) { take(values, to.data()); });
}

void RowValues::load(const Chunk& chunk, std::size_t first, std::size_t last) {
    chunk_ = &chunk;
    first_ = first;
    rows_ = {};
    size_ = last - first;
    load();
}

void RowValues::load(const Chunk& chunk, std::size_t first, std::span<const std::uint16_t> rows) {
    chunk_ = &chunk;
    first_ = first;
    rows_ = rows;
    size_ = rows.size();
    load();
}

void RowValues::load_places(Column column) {
    take(column, places_);
}

void RowValues::load() {
    base::check(size_ <= rows_max, "rows are added up in blocks");
    const std::size_t size = size_;
    take(Column::billsec, talk_);
    take(Column::ring_sec, ring_);
    take(Column::mos_centi, mos_);
    take(Column::jitter_tenth_ms, jitter_);
    take(Column::loss_centi_pct, loss_);
    take(chunk_->traits(), traits_.data());
    const std::uint32_t in_time_below =
        sl_sec_ < 0 ? 0 : static_cast<std::uint32_t>(sl_sec_) + std::uint32_t{1};
    for (std::size_t at = 0; at < size; ++at) {
        const std::uint8_t kind = kinds::by_traits[traits_[at] & kinds::told_by];
        const bool in_time = static_cast<int>(kind == kinds::answered_in_late) &
                             static_cast<int>(ring_[at] < in_time_below);
        kinds_[at] = in_time ? kinds::answered_in_time : kind;
    }
    for (std::size_t at = 0; at < size; ++at)
        ring_[at] &= kinds::all_bits((traits_[at] & answered_mask) == answered);
    constexpr std::uint32_t poor_below = poor_mos_centi;
    for (std::size_t at = 0; at < size; ++at) {
        const std::uint32_t mos = mos_[at];
        const std::uint32_t source =
            (traits_[at] >> mos_source_field.shift) & mos_source_field.mask;
        const auto has_mos = static_cast<std::uint32_t>(mos != 0);
        const auto is_poor = static_cast<std::uint32_t>(mos <= poor_below) & has_mos;
        const auto has_jitter = static_cast<std::uint32_t>(jitter_[at] != 0);
        const auto has_loss = static_cast<std::uint32_t>(loss_[at] != 0);
        qualities_[at] = static_cast<std::uint8_t>(
            has_mos * kinds::fine_mos + is_poor * (kinds::poor_mos - kinds::fine_mos) +
            source * kinds::mos_source + has_jitter * kinds::jitter + has_loss * kinds::loss);
    }
    for (std::size_t at = 0; at < size; ++at) {
        jitter_[at] = value_of(jitter_[at]);
        loss_[at] = value_of(loss_[at]);
    }
}

}  // namespace edgvoip::index

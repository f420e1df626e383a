#include "edgvoip/index/kept_sums.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

bool is_whole(const TenantIndex::Slice& slice) {
    return slice.size() == slice.chunk->size();
}

}  // namespace

KeptSums::KeptSums(const TenantIndex& index, const call::CallFilter& filter,
                   const BoundFilter& undirected, const Selection& selection, std::int32_t sl_sec,
                   std::optional<Column> column)
    : places_(undirected.only_places()),
      part_{.direction = filter.direction, .sl_sec = static_cast<std::size_t>(sl_sec)} {
    if (!column && places_ != nullptr) column = places_->column;
    const bool is_kept =
        column && is_summed_by_place(*column) &&
        (places_ == nullptr ? undirected.is_interval() : places_->column == *column);
    if (is_kept && part_.sl_sec < DirectedSums::short_sec && !selection.slices().empty()) {
        take_stretches(index, selection, filter.from, *column);
    } else {
        rows_ = selection.slices();
    }
}

void KeptSums::take_stretches(const TenantIndex& index, const Selection& selection,
                              base::Instant from, Column column) {
    const auto& slices = selection.slices();
    // No chunk between the first and the last is without rows: slices and chunks go side by side.
    const std::size_t first_chunk = index.calls().chunk_at(index.position_of(from));
    for (std::size_t at = 0; at < slices.size();) {
        const std::size_t number = (first_chunk + at) / Stretch::chunks_count;
        const std::size_t end =
            std::min(slices.size(), (number + 1) * Stretch::chunks_count - first_chunk);
        const Stretch* const stretch = index.stretch(number);
        if (stretch != nullptr && end - at == Stretch::chunks_count && is_whole(slices[at]) &&
            is_whole(slices[end - 1]) && stretch->by(column).is_kept()) {
            stretches_.push_back(&stretch->by(column));
            at = end;
        }
        for (; at < end; ++at)
            rows_.push_back(slices[at]);
    }
}

void KeptSums::add_to_each(std::span<Group> by_place) const {
    for (const PlaceSums* const sums : stretches_) {
        const auto places = sums->places();
        for (std::size_t at = 0; at < places.size(); ++at) {
            if (places_ != nullptr && !places_->has(places[at])) continue;
            sums->add_to(at, part_, by_place[places[at]]);
        }
    }
}

void KeptSums::add_to(Group& group) const {
    if (places_ == nullptr) return;
    for (const PlaceSums* const sums : stretches_) {
        for (const std::uint32_t place : places_->all)
            sums->add_place_to(place, part_, group);
    }
}

}  // namespace edgvoip::index

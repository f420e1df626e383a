#include "edgvoip/index/stretch.hpp"

#include "base/error.hpp"

namespace edgvoip::index {

Stretch::Stretch(Chunks chunks) : by_store_(chunks, Column::store), by_ext_(chunks, Column::ext) {
    base::check(chunks.size() == ends_.size(), "a stretch has so many chunks");
    DirectedSums so_far;
    for (std::size_t at = 0; at < ends_.size(); ++at) {
        const Chunk& chunk = *chunks[at];
        chunk.sums().add_before(chunk, chunk.size(), so_far);
        ends_[at] = PackedSums(so_far);
    }
}

void Stretch::add_first(std::size_t chunks, DirectedSums& sums) const {
    if (chunks > 0) ends_[chunks - 1].add_to(sums);
}

const PlaceSums& Stretch::by(Column column) const {
    base::check(is_summed_by_place(column), "sums are kept by store and by extension");
    return column == Column::store ? by_store_ : by_ext_;
}

}  // namespace edgvoip::index

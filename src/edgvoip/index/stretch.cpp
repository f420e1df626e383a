#include "edgvoip/index/stretch.hpp"

#include "base/error.hpp"

namespace edgvoip::index {

Stretch::Stretch(Chunks chunks) : by_store_(chunks, Column::store), by_ext_(chunks, Column::ext) {
    for (const auto& chunk : chunks)
        chunk->sums().add_before(*chunk, chunk->size(), all_);
}

const PlaceSums& Stretch::by(Column column) const {
    base::check(is_summed_by_place(column), "sums are kept by store and by extension");
    return column == Column::store ? by_store_ : by_ext_;
}

}  // namespace edgvoip::index

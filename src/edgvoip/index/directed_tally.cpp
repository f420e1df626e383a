#include "edgvoip/index/directed_tally.hpp"

namespace edgvoip::index {

void DirectedTally::add_to(DirectedSums& sums) const {
    for (std::size_t way = 0; way < directions_count; ++way) {
        if (!tallies_[way].is_empty()) sums.by_direction[way] += tallies_[way].group().sums;
    }
    std::int64_t within = 0;
    for (std::size_t sec = 0; sec < answered_at_.size(); ++sec) {
        within += answered_at_[sec];
        sums.answered_within[sec] += within;
    }
}

}  // namespace edgvoip::index

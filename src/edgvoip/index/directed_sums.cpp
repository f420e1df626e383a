#include "edgvoip/index/directed_sums.hpp"

namespace edgvoip::index {

DirectedSums& DirectedSums::operator+=(const DirectedSums& other) {
    for (std::size_t at = 0; at < directions_count; ++at)
        by_direction[at] += other.by_direction[at];
    for (std::size_t at = 0; at < short_sec; ++at)
        answered_within[at] += other.answered_within[at];
    return *this;
}

DirectedSums& DirectedSums::operator-=(const DirectedSums& other) {
    for (std::size_t at = 0; at < directions_count; ++at)
        by_direction[at] -= other.by_direction[at];
    for (std::size_t at = 0; at < short_sec; ++at)
        answered_within[at] -= other.answered_within[at];
    return *this;
}

}  // namespace edgvoip::index

#include "edgvoip/index/packed_sums.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

constexpr std::array counted = {
    &Sums::answered,    &Sums::no_answer, &Sums::busy,        &Sums::failed,     &Sums::with_mos,
    &Sums::with_jitter, &Sums::with_loss, &Sums::mos_by_g107, &Sums::mos_by_pbx, &Sums::poor};
constexpr std::size_t dispositions = 4;  ///< the first of them; each call has one
constexpr std::array totalled = {&Sums::talk_sec, &Sums::answered_ring, &Sums::mos_centi,
                                 &Sums::jitter_tenth_ms, &Sums::loss_centi_pct};

std::uint16_t narrow(std::int64_t count) {
    return static_cast<std::uint16_t>(count);
}

}  // namespace

PackedSums::PackedSums(const DirectedSums& sums) {
    static_assert(counted.size() == counts_count && totalled.size() == totals_count);
    for (std::size_t way = 0; way < directions_count; ++way) {
        const Sums& all = sums.by_direction[way];
        base::check(all.calls <= calls_max, "packed sums are of a limited number of calls");
        Direction& part = by_direction_[way];
        for (std::size_t at = 0; at < counts_count; ++at)
            part.counts[at] = narrow(all.*counted[at]);
        for (std::size_t at = 0; at < totals_count; ++at)
            part.totals[at] = all.*totalled[at];
    }
    const Sums& in = sums.by_direction.front();
    std::transform(in.by_reason.begin(), in.by_reason.end(), by_reason_.begin(), narrow);
    std::transform(sums.answered_within.begin(), sums.answered_within.end(),
                   answered_within_.begin(), narrow);
}

void PackedSums::add_to(call::Direction direction, Sums& sums) const {
    const std::size_t way = static_cast<std::size_t>(direction) - 1;
    const Direction& part = by_direction_[way];
    for (std::size_t at = 0; at < counts_count; ++at)
        sums.*counted[at] += part.counts[at];
    for (std::size_t at = 0; at < totals_count; ++at)
        sums.*totalled[at] += part.totals[at];
    std::int64_t calls = 0;
    for (std::size_t at = 0; at < dispositions; ++at)
        calls += part.counts[at];
    sums.calls += calls;
    sums.by_direction[way] += calls;
    if (direction != call::Direction::in) return;
    sums.missed += calls - part.counts.front();  // all that were not answered
    for (std::size_t at = 0; at < missed_reasons_count; ++at)
        sums.by_reason[at] += by_reason_[at];
}

void PackedSums::add_to(DirectedSums& sums) const {
    for (const call::Direction one :
         {call::Direction::in, call::Direction::out, call::Direction::internal})
        add_to(one, sums.by_direction[static_cast<std::size_t>(one) - 1]);
    for (std::size_t sec = 0; sec < DirectedSums::short_sec; ++sec)
        sums.answered_within[sec] += answered_within_[sec];
}

}  // namespace edgvoip::index

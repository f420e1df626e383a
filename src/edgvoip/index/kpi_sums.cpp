#include "base/error.hpp"
#include "edgvoip/index/kpi.hpp"
#include "edgvoip/index/tally.hpp"
#include "edgvoip/index/value_blocks.hpp"

namespace edgvoip::index {
namespace {

/// The calls of an interval, of one direction or all.
Sums sums_between(const TenantIndex& index, const call::CallFilter& filter, std::int32_t sl_sec) {
    const std::int64_t first = index.position_of(filter.from);
    const std::int64_t last = index.position_of(filter.to);
    if (first >= last) return {};
    DirectedSums all = index.sums_before(last);
    all -= index.sums_before(first);
    Sums sums;
    for (std::size_t way = 0; way < directions_count; ++way) {
        if (!filter.direction || static_cast<std::size_t>(*filter.direction) == way + 1) {
            sums += all.by_direction[way];
        }
    }
    if (filter.direction.value_or(call::Direction::in) != call::Direction::in) return sums;
    if (static_cast<std::size_t>(sl_sec) < DirectedSums::short_sec) {
        sums.in_time = all.answered_within[static_cast<std::size_t>(sl_sec)];
        return sums;
    }
    call::CallFilter in_time;
    in_time.from = filter.from;
    in_time.to = filter.to;
    in_time.direction = call::Direction::in;
    in_time.dispositions = {call::Disposition::answered};
    in_time.max_ring_sec = sl_sec;
    sums.in_time = index.count(in_time);
    return sums;
}

}  // namespace

Sums sums_of(const TenantIndex& index, const call::CallFilter& filter, std::int32_t sl_sec) {
    base::check(sl_sec >= 0, "a service level is a time");
    call::CallFilter undirected = filter;
    undirected.direction.reset();
    const BoundFilter bound(index, undirected);
    if (bound.is_empty()) return {};
    if (bound.is_interval()) return sums_between(index, filter, sl_sec);
    const Selection selection(index, filter);
    Tally tally;
    ValueBlocks(selection, sl_sec).each([&tally](const RowValues& values) { tally.add(values); });
    return tally.group().sums;
}

}  // namespace edgvoip::index

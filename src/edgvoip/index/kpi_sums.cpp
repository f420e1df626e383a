#include "base/error.hpp"
#include "edgvoip/index/kept_sums.hpp"
#include "edgvoip/index/kpi.hpp"
#include "edgvoip/index/tally.hpp"
#include "edgvoip/index/value_blocks.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

/// With fewer calls between two bounds, adding them up is cheaper than taking sums apart.
constexpr std::int64_t calls_apart_min = 512;

/// The calls of an interval, of one direction or all: what comes before its end, without what
/// comes before its begin.
Sums sums_between(const TenantIndex& index, const call::CallFilter& filter, std::int32_t sl_sec,
                  const DirectedSums& before, DirectedSums all) {
    all -= before;
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

bool are_far_apart(const TenantIndex& index, const call::CallFilter& filter, std::size_t spans) {
    const std::int64_t calls = index.position_of(filter.to) - index.position_of(filter.from);
    return calls >= calls_apart_min * static_cast<std::int64_t>(spans);
}

}  // namespace

Sums sums_of(const TenantIndex& index, const call::CallFilter& filter, std::int32_t sl_sec) {
    base::check(sl_sec >= 0, "a service level is a time");
    const BoundFilter bound = undirected(index, filter);
    if (bound.is_empty() || filter.from >= filter.to) return {};
    if (bound.is_interval()) {
        return sums_between(index, filter, sl_sec,
                            index.sums_before(index.position_of(filter.from)),
                            index.sums_before(index.position_of(filter.to)));
    }
    const Selection selection(index, filter);
    const KeptSums kept(index, filter, bound, selection, sl_sec, std::nullopt);
    Tally tally;
    ValueBlocks blocks(selection, sl_sec);
    for (const Selection::Slice& slice : kept.rows())
        blocks.each_of(slice, [&tally](const RowValues& values) { tally.add(values); });
    Group group = tally.group();
    kept.add_to(group);
    return group.sums;
}

std::vector<Sums> sums_by_time(const TenantIndex& index, const call::CallFilter& filter,
                               std::span<const base::Instant> bounds, std::int32_t sl_sec) {
    base::check(bounds.size() >= 2, "a span of time has two bounds");
    std::vector<Sums> sums;
    sums.reserve(bounds.size() - 1);
    if (!are_far_apart(index, filter, bounds.size() - 1) ||
        !undirected(index, filter).is_interval()) {
        for (const Group& group : groups_by_time(index, filter, bounds, sl_sec))
            sums.push_back(group.sums);
        return sums;
    }
    base::check(sl_sec >= 0, "a service level is a time");
    call::CallFilter span = filter;
    const auto go_to = [&](base::Instant bound) {
        span.from = span.to;
        span.to = std::clamp(bound, filter.from, filter.to);
        return index.sums_before(index.position_of(span.to));
    };
    DirectedSums before = go_to(bounds.front());
    for (const base::Instant bound : bounds.subspan(1)) {
        const DirectedSums all = go_to(bound);
        sums.push_back(sums_between(index, span, sl_sec, before, all));
        before = all;
    }
    return sums;
}

}  // namespace edgvoip::index

#include "base/error.hpp"
#include "edgvoip/index/kept_sums.hpp"
#include "edgvoip/index/kpi.hpp"
#include "edgvoip/index/store_ids.hpp"
#include "edgvoip/index/tally.hpp"
#include "edgvoip/index/value_blocks.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

/// By the places of a column, whose list has so many texts.
std::vector<Group> groups_by(Column column, std::uint32_t list_size, const TenantIndex& index,
                             const call::CallFilter& filter, std::int32_t sl_sec) {
    base::check(sl_sec >= 0, "a service level is a time");
    std::vector<Group> groups(list_size + std::size_t{1});
    const Selection selection(index, filter);
    const BoundFilter bound = undirected(index, filter);
    const KeptSums kept(index, filter, bound, selection, sl_sec, column);
    kept.add_to_each(groups);
    std::vector<Tally> tallies(groups.size());
    ValueBlocks blocks(selection, sl_sec);
    for (const Selection::Slice& slice : kept.rows()) {
        blocks.each_of(slice, [&tallies, column](RowValues& values) {
            values.load_places(column);
            const std::size_t size = values.size();
            for (std::size_t row = 0; row < size; ++row)
                tallies[values.places()[row]].add(values, row);
        });
    }
    for (std::size_t place = 0; place < groups.size(); ++place) {
        if (!tallies[place].is_empty()) groups[place] += tallies[place].group();
    }
    return groups;
}

/// Tells calls of one time span after the other; spans ascend.
class ByTime {
public:
    ByTime(std::span<const base::Instant> bounds, std::vector<Group>& groups)
        : bounds_(bounds), groups_(groups) {}

    /// Goes on to the span of that instant; gives its end.
    base::Instant go_to(base::Instant start) {
        base::check(bounds_.front() <= start && start < bounds_.back(),
                    "bounds reach as far as the interval");
        const auto behind = std::upper_bound(bounds_.begin(), bounds_.end(), start);
        const auto span = static_cast<std::size_t>(behind - bounds_.begin()) - 1;
        if (span != span_) {
            close();
            span_ = span;
        }
        return *behind;
    }
    void add(const RowValues& values) { tally_.add(values); }
    /// The calls of the span are all there.
    void close() {
        if (tally_.is_empty()) return;
        groups_[span_] = tally_.group();
        tally_ = Tally();
    }

private:
    std::span<const base::Instant> bounds_;
    std::vector<Group>& groups_;
    std::size_t span_ = 0;
    Tally tally_;
};

}  // namespace

std::vector<StoreGroup> groups_by_store(const TenantIndex& index, const call::CallFilter& filter,
                                        std::int32_t sl_sec) {
    const auto all = groups_by(Column::store, index.stores().size(), index, filter, sl_sec);
    std::vector<StoreGroup> groups;
    for (std::uint32_t place = 0; place < all.size(); ++place) {
        if (all[place].sums.calls == 0) continue;
        groups.push_back({.store = store_at(index.stores(), place), .group = all[place]});
    }
    return groups;
}

std::vector<ExtGroup> groups_by_ext(const TenantIndex& index, const call::CallFilter& filter,
                                    std::int32_t sl_sec) {
    const auto all = groups_by(Column::ext, index.exts().size(), index, filter, sl_sec);
    std::vector<ExtGroup> groups;
    for (std::uint32_t place = 0; place < all.size(); ++place) {
        if (all[place].sums.calls == 0) continue;
        const std::string_view ext = place == 0 ? std::string_view() : index.exts().text(place);
        groups.push_back({.ext = std::string(ext), .group = all[place]});
    }
    return groups;
}

std::vector<Group> groups_by_time(const TenantIndex& index, const call::CallFilter& filter,
                                  std::span<const base::Instant> bounds, std::int32_t sl_sec) {
    base::check(sl_sec >= 0, "a service level is a time");
    base::check(bounds.size() >= 2 && std::is_sorted(bounds.begin(), bounds.end()),
                "bounds of time ascend");
    std::vector<Group> groups(bounds.size() - 1);
    const Selection selection(index, filter);
    ValueBlocks blocks(selection, sl_sec);
    ByTime by_time(bounds, groups);
    for (const Selection::Slice& slice : selection.slices()) {
        for (Selection::Slice part{slice}; part.first < slice.last; part.first = part.last) {
            const auto starts = slice.chunk->starts().subspan(0, slice.last);
            const base::Instant end = by_time.go_to({starts[part.first]});
            const auto from = starts.begin() + static_cast<std::ptrdiff_t>(part.first);
            const auto behind = std::lower_bound(from, starts.end(), end.us);
            part.last = static_cast<std::size_t>(behind - starts.begin());
            blocks.each_of(part, [&by_time](const RowValues& values) { by_time.add(values); });
        }
    }
    by_time.close();
    return groups;
}

}  // namespace edgvoip::index

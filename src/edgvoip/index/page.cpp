#include "base/error.hpp"
#include "edgvoip/index/row_list.hpp"
#include "edgvoip/index/row_loops.hpp"
#include "edgvoip/index/selection.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace edgvoip::index {
namespace {

using call::CallOrder;
using Slice = TenantIndex::Slice;

/// Every order is one of three ascending ones, read forwards or backwards.
bool is_descending(CallOrder order) {
    return order == CallOrder::newest_first || order == CallOrder::longest_first;
}

bool is_by_start(CallOrder order) {
    return order == CallOrder::newest_first || order == CallOrder::oldest_first;
}

/// Positions in an ascending order: first ≤ position < last.
struct Ranks {
    std::int64_t first = 0;
    std::int64_t last = 0;

    std::int64_t size() const { return last - first; }
};

/// The ranks of a page that begins at `offset` in the order as it is read.
Ranks ranks_of(CallOrder order, std::int64_t total, std::int64_t offset, std::int64_t limit) {
    const std::int64_t begin = std::clamp<std::int64_t>(offset, 0, total);
    const std::int64_t end = begin + std::clamp<std::int64_t>(limit, 0, total - begin);
    if (!is_descending(order)) return {begin, end};
    return {total - end, total - begin};
}

/// A selection in the order of starts, which is that of the columns.
class ByStart {
public:
    explicit ByStart(const Selection& selection) : selection_(selection) {
        counts_.reserve(selection.slices().size());
        for (const Slice& slice : selection.slices()) {
            counts_.push_back(selection.count(slice));
            total_ += counts_.back();
        }
    }

    std::int64_t total() const { return total_; }

    /// How many calls come before a place, or, with `and_at`, up to it.
    std::int64_t count_before(const SortPlace& place, bool and_at) const {
        const Key key{.start_us = place.key, .id = IdView::of(place.id.text)};
        std::int64_t before = 0;
        for (std::size_t at = 0; at < counts_.size(); ++at) {
            const Slice& slice = selection_.slices()[at];
            if (compare(slice.chunk->key(slice.last - 1), key) < 0) {
                before += counts_[at];
                continue;
            }
            Slice head{slice};
            head.last = std::max(slice.first, slice.chunk->first_not_below(key));
            if (and_at && compare(slice.chunk->key(head.last), key) == 0) ++head.last;
            return before + (head.size() > 0 ? selection_.count(head) : 0);
        }
        return before;
    }

    std::vector<ListedCall> calls(Ranks ranks) const {
        std::vector<ListedCall> found;
        found.reserve(static_cast<std::size_t>(ranks.size()));
        std::int64_t rank = 0;
        for (std::size_t at = 0; at < counts_.size() && rank < ranks.last; ++at) {
            const Slice& slice = selection_.slices()[at];
            if (counts_[at] > 0 && rank + counts_[at] > ranks.first)
                append(slice, rank, ranks, found);
            rank += counts_[at];
        }
        return found;
    }

private:
    void append(const Slice& slice, std::int64_t rank, Ranks ranks,
                std::vector<ListedCall>& found) const {
        std::array<std::uint8_t, Chunk::rows_max> room{};
        const std::span chosen(room.data(), slice.size());
        selection_.choose(slice, chosen);
        for (std::size_t row = 0; row < chosen.size() && rank < ranks.last; ++row) {
            if (chosen[row] == 0) continue;
            if (rank++ < ranks.first) continue;
            const Key key = slice.chunk->key(slice.first + row);
            found.push_back({.start = {key.start_us}, .place = {key.start_us, {text_of(key.id)}}});
        }
    }

    const Selection& selection_;
    std::vector<std::int64_t> counts_;
    std::int64_t total_ = 0;
};

/// A selection in the order of (value of a column, id). One pass counts how often which value
/// occurs; of the calls whose value is the page's only those are sorted whose ids may be there.
class ByValue {
public:
    ByValue(const Selection& selection, Column column) : selection_(selection), column_(column) {
        std::size_t rows = 0;
        for (const Slice& slice : selection.slices())
            rows += slice.size();
        chosen_.resize(rows);
        std::size_t begin = 0;
        for (const Slice& slice : selection.slices()) {
            selection.choose(slice, std::span(chosen_).subspan(begin, slice.size()));
            begin += slice.size();
        }
        each_chosen(0, buckets - 1, [this](const Slice&, std::size_t, std::uint32_t value) {
            ++counts_[bucket_of(value)];
            ++total_;
        });
    }

    std::int64_t total() const { return total_; }

    std::int64_t count_before(const SortPlace& place, bool and_at) const {
        const std::size_t bucket = bucket_of(static_cast<std::uint32_t>(
            std::clamp<std::int64_t>(place.key, 0, std::numeric_limits<std::uint32_t>::max())));
        const IdView id = IdView::of(place.id.text);
        std::int64_t before =
            std::accumulate(counts_.begin(), counts_.begin() + bucket, std::int64_t{0});
        each_chosen(bucket, bucket, [&](const Slice& slice, std::size_t row, std::uint32_t value) {
            const auto order = std::int64_t{value} != place.key ? std::int64_t{value} <=> place.key
                                                                : compare(slice.chunk->id(row), id);
            before += order < 0 || (and_at && order == 0) ? 1 : 0;
        });
        return before;
    }

    std::vector<ListedCall> calls(Ranks ranks) const {
        if (ranks.size() == 0) return {};
        const Buckets values = buckets_of(counts_, ranks);
        const std::int64_t before = values.before;
        const std::vector<Candidate> candidates =
            sorted(values, {ranks.first - before, ranks.last - before});
        std::vector<ListedCall> found;
        found.reserve(candidates.size());
        for (const Candidate& one : candidates) {
            found.push_back({.start = {one.chunk->starts()[one.row]},
                             .place = {one.value, {text_of(one.chunk->id(one.row))}}});
        }
        return found;
    }

private:
    /// Values from the last bucket on share it: seconds beyond an hour, and no MOS.
    static constexpr std::size_t buckets = 4096;
    static constexpr unsigned id_shift = 64 - 12;  ///< leaves as many bits of an id as buckets have
    using Counts = std::array<std::int64_t, buckets>;

    struct Candidate {
        const Chunk* chunk;
        std::uint32_t row;
        std::uint32_t value;
        std::uint64_t id_start;
    };

    /// Those which some ranks fall into.
    struct Buckets {
        std::size_t first;
        std::size_t last;
        std::int64_t before;  ///< calls in the buckets before `first`
    };

    static std::size_t bucket_of(std::uint32_t value) {
        return std::min<std::size_t>(value, buckets - 1);
    }

    /// Whether all calls of a bucket have the same value: the last one of MOS holds only "none".
    bool is_one_value(std::size_t bucket) const {
        return bucket != buckets - 1 || column_ == Column::mos_centi;
    }

    static Buckets buckets_of(const Counts& counts, Ranks ranks) {
        Buckets found{.first = 0, .last = 0, .before = 0};
        while (found.before + counts[found.first] <= ranks.first)
            found.before += counts[found.first++];
        found.last = found.first;
        std::int64_t end = found.before + counts[found.first];
        while (end < ranks.last)
            end += counts[++found.last];
        return found;
    }

    static bool comes_before(const Candidate& a, const Candidate& b) {
        if (a.value != b.value) return a.value < b.value;
        if (a.id_start != b.id_start) return a.id_start < b.id_start;
        return compare(a.chunk->id(a.row), b.chunk->id(b.row)) < 0;
    }

    /// Calls `use(slice, row, value)` for the chosen calls whose value is in these buckets.
    template <class Use>
    void each_chosen(std::size_t first, std::size_t last, Use&& use) const {
        // No MOS is kept as 0 and comes last, a MOS as one more than it is: below 0 is the top.
        const std::uint32_t shift = column_ == Column::mos_centi ? 1 : 0;
        const std::uint8_t* chosen = chosen_.data();
        RowList list;
        for (const Slice& slice : selection_.slices()) {
            slice.chunk->column(column_).visit([&](const auto& all) {
                const auto values = all.subspan(slice.first, slice.size());
                const auto value_of = [&](std::size_t row) {
                    return std::uint32_t{values[row]} - shift;
                };
                const auto rows = list.where(slice.size(), [&](std::size_t row) {
                    const std::size_t bucket = bucket_of(value_of(row));
                    return ((chosen[row] != 0) & (bucket >= first) & (bucket <= last)) != 0;
                });
                for (const std::size_t row : rows)
                    use(slice, slice.first + row, value_of(row));
            });
            chosen += slice.size();
        }
    }

    /// The calls of these ranks among those of the value buckets, in their order.
    std::vector<Candidate> sorted(const Buckets& values, Ranks ranks) const {
        std::vector<Candidate> candidates = candidates_of(values);
        if (values.first == values.last && is_one_value(values.first)) {
            const std::int64_t left_out = keep_near(candidates, ranks);
            ranks = {ranks.first - left_out, ranks.last - left_out};
        }
        const auto from = candidates.begin() + ranks.first;
        const auto to = candidates.begin() + ranks.last;
        std::nth_element(candidates.begin(), from, candidates.end(), comes_before);
        std::partial_sort(from, to, candidates.end(), comes_before);
        return {from, to};
    }

    /// The calls of these buckets, with starts of ids that compare as the ids do.
    std::vector<Candidate> candidates_of(const Buckets& values) const {
        const auto counts =
            std::span(counts_).subspan(values.first, values.last - values.first + 1);
        std::vector<Candidate> candidates;
        candidates.reserve(static_cast<std::size_t>(
            std::accumulate(counts.begin(), counts.end(), std::int64_t{0})));
        bool only_uuids = true;
        each_chosen(values.first, values.last,
                    [&](const Slice& slice, std::size_t row, std::uint32_t value) {
                        const IdView id = slice.chunk->id(row);
                        only_uuids = only_uuids && id.is_uuid;
                        candidates.push_back(
                            {slice.chunk, static_cast<std::uint32_t>(row), value, id.high});
                    });
        if (only_uuids) return candidates;
        for (Candidate& one : candidates)
            one.id_start = text_start(one.chunk->id(one.row));
        return candidates;
    }

    /// Of many calls of one value, those whose ids begin as the ids at the ranks do; gives how
    /// many come before them.
    static std::int64_t keep_near(std::vector<Candidate>& candidates, Ranks ranks) {
        Counts counts{};
        for (const Candidate& one : candidates)
            ++counts[one.id_start >> id_shift];
        const Buckets ids = buckets_of(counts, ranks);
        std::erase_if(candidates, [&ids](const Candidate& one) {
            const std::size_t bucket = one.id_start >> id_shift;
            return bucket < ids.first || bucket > ids.last;
        });
        return ids.before;
    }

    const Selection& selection_;
    Column column_;
    std::vector<std::uint8_t> chosen_;
    Counts counts_{};
    std::int64_t total_ = 0;
};

template <class Sorted>
CallList list_of(const Sorted& sorted, CallOrder order, const SortPlace* after, std::int64_t offset,
                 std::int64_t limit) {
    if (after != nullptr) {
        offset = is_descending(order) ? sorted.total() - sorted.count_before(*after, false)
                                      : sorted.count_before(*after, true);
    }
    const Ranks ranks = ranks_of(order, sorted.total(), offset, limit);
    CallList list{.calls = sorted.calls(ranks), .total = sorted.total(), .offset = offset};
    if (is_descending(order)) std::reverse(list.calls.begin(), list.calls.end());
    return list;
}

CallList list_of(const Selection& selection, CallOrder order, const SortPlace* after,
                 std::int64_t offset, std::int64_t limit) {
    base::check(offset >= 0 && limit >= 0, "a page has a position and a size");
    if (is_by_start(order)) return list_of(ByStart(selection), order, after, offset, limit);
    const Column column = order == CallOrder::worst_mos_first ? Column::mos_centi : Column::billsec;
    return list_of(ByValue(selection, column), order, after, offset, limit);
}

}  // namespace

std::int64_t TenantIndex::count(const call::CallFilter& filter) const {
    const Selection selection(*this, filter);
    return selection.count();
}

CallList TenantIndex::page(const call::CallFilter& filter, CallOrder order, std::int64_t offset,
                           std::int64_t limit) const {
    return list_of(Selection(*this, filter), order, nullptr, offset, limit);
}

CallList TenantIndex::page_after(const call::CallFilter& filter, CallOrder order,
                                 const SortPlace& after, std::int64_t limit) const {
    return list_of(Selection(*this, filter), order, &after, 0, limit);
}

}  // namespace edgvoip::index

#include "base/error.hpp"
#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/index/caller_history.hpp"
#include "edgvoip/index/callers.hpp"
#include "edgvoip/index/missed_filter.hpp"
#include "edgvoip/index/number_table.hpp"
#include "edgvoip/index/row_loops.hpp"
#include "edgvoip/index/selection.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace edgvoip::index {
namespace {

/// The page's rows, the newest first, while they are met one by one or skipped by the chunk.
class Page {
public:
    Page(std::int64_t offset, std::int64_t limit) : offset_(offset), limit_(limit) {
        base::check(offset >= 0 && limit >= 0, "a page has a position and a size");
    }

    /// True when none of so many more is on the page.
    bool is_beside(std::int64_t rows) const {
        return total_ + rows <= offset_ || total_ - offset_ >= limit_;
    }
    void skip(std::int64_t rows) { total_ += rows; }
    void meet(const Chunk& chunk, std::size_t row) {
        if (!is_beside(1)) rows_.push_back({&chunk, row});
        ++total_;
    }

    std::int64_t total() const { return total_; }
    const std::vector<MissedRow>& rows() const { return rows_; }

private:
    std::int64_t offset_;
    std::int64_t limit_;
    std::int64_t total_ = 0;
    std::vector<MissedRow> rows_;
};

/// Says of calls that are asked about from the newest on whether they are among the due ones.
class DueBack {
public:
    DueBack(const TenantIndex& index, const call::CallFilter& filter)
        : slices_(index.due_misses().slices(filter.from, filter.to)) {}

    bool is_due(const Key& key) {
        while (!slices_.empty()) {
            TenantIndex::Slice& slice = slices_.back();
            const auto order = compare(slice.chunk->key(slice.last - 1), key);
            if (order <= 0) return order == 0;
            --slice.last;
            if (slice.size() == 0) slices_.pop_back();
        }
        return false;
    }

    /// How many are left.
    std::size_t size() const {
        return std::accumulate(
            slices_.begin(), slices_.end(), std::size_t{0},
            [](std::size_t sum, const TenantIndex::Slice& slice) { return sum + slice.size(); });
    }

private:
    std::vector<TenantIndex::Slice> slices_;  ///< what is left of them
};

/// Which of the misses are listed, asked from the newest on.
class Listed {
public:
    Listed(const TenantIndex& index, const MissedQuestion& question)
        : numbers_(index.listed_numbers()),
          only_unique_(question.only_unique),
          status_(question.status),
          due_(index, question.filter),
          seen_(only_unique_ ? due_.size() : 0) {}

    bool operator()(const Chunk& chunk, std::size_t row) {
        const PackedNumber number = chunk.numbers()[row];
        const bool reachable = is_reachable(number, numbers_);
        if (only_unique_ && reachable && !seen_.insert(number).second) return false;
        if (!status_) return true;
        if (!reachable) return *status_ == CallbackStatus::unreachable;
        if (*status_ == CallbackStatus::unreachable) return false;
        return due_.is_due(chunk.key(row)) == (*status_ == CallbackStatus::due);
    }

private:
    const TextList& numbers_;
    bool only_unique_;
    std::optional<CallbackStatus> status_;
    DueBack due_;
    NumberSet seen_;
};

/// The misses of the page. `is_listed` is not asked when all are.
template <class IsListed>
void go_through(const Selection& selection, bool all_are_listed, IsListed&& is_listed, Page& page) {
    std::array<std::uint8_t, Chunk::rows_max> room{};
    const auto& slices = selection.slices();
    for (auto slice = slices.rbegin(); slice != slices.rend(); ++slice) {
        const std::span chosen(room.data(), slice->size());
        selection.choose(*slice, chosen);
        if (all_are_listed) {
            const auto count = static_cast<std::int64_t>(row_loops::count(chosen));
            if (page.is_beside(count)) {
                page.skip(count);
                continue;
            }
        }
        for (std::size_t row = chosen.size(); row-- > 0;) {
            if (chosen[row] == 0) continue;
            const std::size_t at = slice->first + row;
            if (all_are_listed || is_listed(*slice->chunk, at)) page.meet(*slice->chunk, at);
        }
    }
}

}  // namespace

MissedList missed_calls(const TenantIndex& index, const MissedQuestion& question) {
    Page page(question.offset, question.limit);
    const auto filter = missed_filter(question.filter);
    if (!filter) return {};
    // When only due ones are asked for, the others are not looked at: the latest due miss of a
    // caller is the latest of all, since those after a due one are due, too.
    const bool only_due = question.status == CallbackStatus::due;
    const Selection selection(index, only_due ? *filter_of_missed(question.filter) : *filter,
                              only_due ? index.due_misses() : index.calls());
    const bool all_are_listed = !question.only_unique && (!question.status || only_due);
    go_through(selection, all_are_listed, Listed(index, question), page);
    return {.calls = with_history(index, *filter, page.rows()), .total = page.total()};
}

}  // namespace edgvoip::index

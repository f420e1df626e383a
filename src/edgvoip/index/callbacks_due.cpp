#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/index/missed_filter.hpp"
#include "edgvoip/index/number_table.hpp"
#include "edgvoip/index/selection.hpp"
#include "edgvoip/index/store_ids.hpp"

#include <span>

namespace edgvoip::index {
namespace {

std::int64_t count_different(std::span<const PackedNumber> numbers) {
    NumberSet seen(numbers.size());
    for (const PackedNumber number : numbers)
        seen.insert(number);
    return static_cast<std::int64_t>(seen.size());
}

/// Calls `use(chunk, row)` for the due misses that are meant.
template <class Use>
void each_due(const Selection& selection, Use&& use) {
    selection.for_each([&use](const Selection::Slice& slice, auto chosen) {
        for (std::size_t row = 0; row < chosen.size(); ++row) {
            if (chosen[row] != 0) use(*slice.chunk, slice.first + row);
        }
    });
}

}  // namespace

std::int64_t callbacks_due(const TenantIndex& index, const call::CallFilter& filter) {
    const auto due = filter_of_missed(filter);
    if (!due) return 0;
    const ChunkList& misses = index.due_misses();
    const Selection selection(index, *due, misses);
    if (selection.slices().empty()) return 0;
    if (selection.is_interval()) {
        return index.next_due().callers(misses.position_of(due->from), misses.position_of(due->to),
                                        due->to);
    }
    std::vector<PackedNumber> numbers;
    each_due(selection, [&numbers](const Chunk& chunk, std::size_t row) {
        numbers.push_back(chunk.numbers()[row]);
    });
    return count_different(numbers);
}

std::vector<StoreDue> callbacks_due_by_store(const TenantIndex& index,
                                             const call::CallFilter& filter) {
    const auto meant = filter_of_missed(filter);
    if (!meant) return {};
    std::vector<std::vector<PackedNumber>> by_store(index.stores().size() + std::size_t{1});
    each_due(Selection(index, *meant, index.due_misses()),
             [&by_store](const Chunk& chunk, std::size_t row) {
                 by_store[chunk.column(Column::store)[row]].push_back(chunk.numbers()[row]);
             });
    std::vector<StoreDue> due;
    for (std::uint32_t place = 0; place < by_store.size(); ++place) {
        if (by_store[place].empty()) continue;
        due.push_back({.store = store_at(index.stores(), place),
                       .callers = count_different(by_store[place])});
    }
    return due;
}

}  // namespace edgvoip::index

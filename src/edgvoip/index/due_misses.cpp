#include "edgvoip/index/due_misses.hpp"

#include "edgvoip/index/callers.hpp"
#include "edgvoip/index/number_table.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

namespace edgvoip::index {
namespace {

struct Place {
    const Chunk* chunk;
    std::size_t row;

    Key key() const { return chunk->key(row); }
};

/// A caller's due misses from some start on.
struct CallerDue {
    std::vector<Place> misses;  ///< the newest first
    bool is_all = false;        ///< there was a contact: older ones are not due
};

CallerDue due_of(const TenantIndex& index, PackedNumber number, std::int64_t first_us) {
    CallerDue due;
    std::int64_t end_us = first_us;
    each_call_back(index, number, first_us, [&](const Chunk& chunk, std::size_t row) {
        const std::int64_t start_us = chunk.starts()[row];
        if (start_us < end_us) return false;
        if (is_missed(chunk.traits()[row])) {
            due.misses.push_back({&chunk, row});
        } else if (is_contact(chunk, row, index.contact_min_sec())) {
            // Misses that start with the contact are due, too.
            end_us = start_us;
            due.is_all = true;
        }
        return true;
    });
    return due;
}

bool is_step(std::span<const MergeStep> steps, const Key& key) {
    const auto found = std::lower_bound(
        steps.begin(), steps.end(), key,
        [](const MergeStep& step, const Key& wanted) { return compare(step.key, wanted) < 0; });
    return found != steps.end() && compare(found->key, key) == 0;
}

/// What becomes of a caller's due misses; `steps` are those of the calls themselves.
void add_steps(const CallerDue& before, const CallerDue& after, std::span<const MergeStep> steps,
               std::vector<MergeStep>& due_steps) {
    auto old = before.misses.begin();
    for (const Place& miss : after.misses) {
        const Key key = miss.key();
        while (old != before.misses.end() && compare(old->key(), key) > 0)
            due_steps.push_back({.key = (old++)->key(), .row = std::nullopt});
        const bool was_due = old != before.misses.end() && compare(old->key(), key) == 0;
        if (was_due) ++old;
        if (!was_due || is_step(steps, key)) {
            due_steps.push_back({.key = key, .row = miss.chunk->row(miss.row)});
        }
    }
    for (; old != before.misses.end(); ++old)
        due_steps.push_back({.key = old->key(), .row = std::nullopt});
}

/// One of each number, with the earliest start.
std::span<const TouchedCaller> different(std::span<TouchedCaller> callers) {
    std::sort(callers.begin(), callers.end(), [](const TouchedCaller& a, const TouchedCaller& b) {
        return std::tie(a.number, a.first_us) < std::tie(b.number, b.first_us);
    });
    const auto end = std::unique(
        callers.begin(), callers.end(),
        [](const TouchedCaller& a, const TouchedCaller& b) { return a.number == b.number; });
    return callers.first(static_cast<std::size_t>(end - callers.begin()));
}

}  // namespace

ChunkList due_misses_of(const ChunkList& calls, const TextList& listed_numbers,
                        std::int32_t contact_min_sec, ChunkBuilder& builder) {
    // Each number's last contact, as far as the calls have been read, from the newest on.
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
    struct LastContact {
        std::int64_t start_us = none;
    };
    NumberTable<LastContact> contacts;
    std::vector<Place> due;
    calls.each_back(none, std::numeric_limits<std::int64_t>::max(),
                    [&](const Chunk& chunk, std::size_t row) {
                        const bool missed = is_missed(chunk.traits()[row]);
                        if (!missed && !is_contact(chunk, row, contact_min_sec)) return true;
                        const PackedNumber number = chunk.numbers()[row];
                        if (!is_reachable(number, listed_numbers)) return true;
                        const std::int64_t start_us = chunk.starts()[row];
                        std::int64_t& last_us = contacts.insert(number).first.start_us;
                        if (!missed) {
                            last_us = std::max(last_us, start_us);
                        } else if (start_us >= last_us) {
                            due.push_back({&chunk, row});
                        }
                        return true;
                    });
    ChunkList::Chunks chunks;
    builder.clear();
    for (auto miss = due.rbegin(); miss != due.rend(); ++miss) {
        if (builder.size() == Chunk::rows_max) chunks.push_back(builder.finish());
        builder.add(*miss->chunk, miss->row, miss->row + 1);
    }
    if (builder.size() > 0) chunks.push_back(builder.finish());
    return ChunkList(std::move(chunks));
}

ChunkList due_misses_after(const TenantIndex& before, const TenantIndex& next,
                           std::span<const MergeStep> steps, std::span<TouchedCaller> callers,
                           ChunkBuilder& builder) {
    constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::min();
    std::vector<MergeStep> due_steps;
    for (const TouchedCaller& caller : different(callers)) {
        CallerDue old = due_of(before, caller.number, caller.first_us);
        CallerDue now = due_of(next, caller.number, caller.first_us);
        // Older misses are as due as before, unless a contact is gone or new.
        if (now.is_all && !old.is_all) old = due_of(before, caller.number, ever);
        if (old.is_all && !now.is_all) now = due_of(next, caller.number, ever);
        add_steps(old, now, steps, due_steps);
    }
    if (due_steps.empty()) return before.due_misses();
    std::sort(due_steps.begin(), due_steps.end(),
              [](const MergeStep& a, const MergeStep& b) { return compare(a.key, b.key) < 0; });
    return merged(before.due_misses(), due_steps, builder);
}

}  // namespace edgvoip::index

#include "edgvoip/index/comparison.hpp"

#include "base/error.hpp"
#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/index/kpi.hpp"
#include "edgvoip/index/map_check.hpp"
#include "edgvoip/index/row_difference.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace edgvoip::index {
namespace {

constexpr std::array<std::string_view, index_parts_count> part_names = {
    "calls", "sums", "groups", "due_misses", "callbacks_due", "id_map", "number_map"};

/// Not a divisor of a block of calls, so that sums are taken at all places of a block.
constexpr std::int64_t calls_between_sums = 997;
constexpr std::int32_t sl_sec = 20;
constexpr std::int64_t interval_bounds = 16;

/// Goes through the rows of a list.
class Walk {
public:
    explicit Walk(const ChunkList& list) : chunks_(list.chunks()) {}

    bool is_over() const { return chunk_ == chunks_.size(); }
    Key key() const { return chunks_[chunk_]->key(row_); }
    Row row() const { return chunks_[chunk_]->row(row_); }
    void next() {
        if (++row_ < chunks_[chunk_]->size()) return;
        row_ = 0;
        ++chunk_;
    }

private:
    const ChunkList::Chunks& chunks_;
    std::size_t chunk_ = 0;
    std::size_t row_ = 0;
};

class Comparing {
public:
    Comparing(const TenantIndex& running, const TenantIndex& rebuilt)
        : running_(running), rebuilt_(rebuilt) {}

    Comparison all() {
        compare_rows(IndexPart::calls, running_.calls(), rebuilt_.calls());
        compare_sums();
        compare_groups();
        compare_rows(IndexPart::due_misses, running_.due_misses(), rebuilt_.due_misses());
        compare_callers_due();
        check_id_map(running_, found_);
        check_number_map(running_, found_);
        return std::move(found_);
    }

private:
    void compare_rows(IndexPart part, const ChunkList& running, const ChunkList& rebuilt) {
        Walk ours(running);
        Walk anew(rebuilt);
        while (!ours.is_over() || !anew.is_over()) {
            const bool only_ours =
                anew.is_over() || (!ours.is_over() && compare(ours.key(), anew.key()) < 0);
            const bool only_anew =
                ours.is_over() || (!anew.is_over() && compare(anew.key(), ours.key()) < 0);
            if (only_ours) {
                found_.add({part, text_of(ours.key().id), "is in the running index only"});
            } else if (only_anew) {
                found_.add({part, text_of(anew.key().id), "is missing in the running index"});
            } else {
                std::string names = differing_columns(running_, ours.row(), rebuilt_, anew.row());
                if (!names.empty()) {
                    found_.add({part, text_of(ours.key().id), "differs in " + std::move(names)});
                }
            }
            if (!only_anew) ours.next();
            if (!only_ours) anew.next();
        }
    }

    void compare_sums() {
        const std::int64_t common = std::min(running_.size(), rebuilt_.size());
        for (std::int64_t position = 0; position < common; position += calls_between_sums)
            compare_sums(position, position);
        compare_sums(running_.size(), rebuilt_.size());
    }

    void compare_sums(std::int64_t position, std::int64_t position_anew) {
        const DirectedSums ours = running_.sums_before(position);
        const DirectedSums anew = rebuilt_.sums_before(position_anew);
        if (ours.by_direction == anew.by_direction && ours.answered_within == anew.answered_within)
            return;
        found_.add({IndexPart::sums, {}, "of the first " + std::to_string(position) + " calls"});
    }

    void compare_groups() {
        compare_groups("store ", by_store(running_), by_store(rebuilt_));
        compare_groups("extension ", by_ext(running_), by_ext(rebuilt_));
    }

    using Groups = std::map<std::string, Group>;

    static call::CallFilter everything() {
        call::CallFilter filter;
        filter.from = {std::numeric_limits<std::int64_t>::min()};
        filter.to = {std::numeric_limits<std::int64_t>::max()};
        return filter;
    }
    static Groups by_store(const TenantIndex& index) {
        Groups groups;
        for (const auto& [store, group] : groups_by_store(index, everything(), sl_sec))
            groups.emplace(store ? store->uuid.text() : "none", group);
        return groups;
    }
    static Groups by_ext(const TenantIndex& index) {
        Groups groups;
        for (const auto& [ext, group] : groups_by_ext(index, everything(), sl_sec))
            groups.emplace(ext.empty() ? "none" : "'" + ext + "'", group);
        return groups;
    }

    void compare_groups(const std::string& kind, const Groups& ours, const Groups& anew) {
        for (const auto& [name, group] : ours) {
            const auto same = anew.find(name);
            if (same != anew.end() && same->second == group) continue;
            found_.add({IndexPart::groups, {}, "of " + kind + name});
        }
        for (const auto& [name, group] : anew) {
            if (!ours.contains(name)) found_.add({IndexPart::groups, {}, "of " + kind + name});
        }
    }

    void compare_callers_due() {
        const std::vector<base::Instant> bounds = bounds_of(rebuilt_.calls());
        call::CallFilter filter;
        for (std::size_t from = 0; from < bounds.size(); ++from) {
            for (std::size_t to = from + 1; to < bounds.size(); ++to) {
                filter.from = bounds[from];
                filter.to = bounds[to];
                if (callbacks_due(running_, filter) == callbacks_due(rebuilt_, filter)) continue;
                found_.add({IndexPart::callbacks_due,
                            {},
                            "from " + base::to_iso8601(filter.from) + " to " +
                                base::to_iso8601(filter.to)});
            }
        }
    }

    /// Starts of calls, evenly over all, and the end of the last one.
    static std::vector<base::Instant> bounds_of(const ChunkList& calls) {
        std::vector<base::Instant> bounds;
        if (calls.size() == 0) return bounds;
        const auto start_at = [&calls](std::int64_t position) {
            const ChunkList::Slice slice = calls.at(position);
            return slice.chunk->starts()[slice.first];
        };
        bounds.reserve(interval_bounds + 1);
        for (std::int64_t n = 0; n < interval_bounds; ++n)
            bounds.push_back({start_at(calls.size() * n / interval_bounds)});
        bounds.push_back({start_at(calls.size() - 1) + 1});
        return bounds;
    }

    const TenantIndex& running_;
    const TenantIndex& rebuilt_;
    Comparison found_;
};

}  // namespace

std::string_view to_string(IndexPart part) {
    return part_names[static_cast<std::size_t>(part)];
}

void Comparison::add(Difference difference) {
    ++by_part[static_cast<std::size_t>(difference.part)];
    if (examples.size() < examples_max) examples.push_back(std::move(difference));
}

std::int64_t Comparison::differences() const {
    return std::accumulate(by_part.begin(), by_part.end(), std::int64_t{0});
}

Comparison compare(const TenantIndex& running, const TenantIndex& rebuilt) {
    base::check(running.change_seq() == rebuilt.change_seq(), "both show the same change");
    base::check(running.contact_min_sec() == rebuilt.contact_min_sec(),
                "both have the same rule for contacts");
    return Comparing(running, rebuilt).all();
}

}  // namespace edgvoip::index

#include "edgvoip/index/map_check.hpp"

#include "edgvoip/index/callers.hpp"
#include "edgvoip/index/number_table.hpp"

#include <cstddef>
#include <limits>
#include <unordered_map>
#include <vector>

namespace edgvoip::index {
namespace {

/// A mark for every row of a list.
class Marks {
public:
    explicit Marks(const ChunkList& list) : marks_(static_cast<std::size_t>(list.size())) {
        begins_.reserve(list.chunks().size());
        for (std::size_t at = 0; at < list.chunks().size(); ++at)
            begins_.emplace(list.chunks()[at].get(), static_cast<std::size_t>(list.begin_of(at)));
    }

    void set(const Chunk& chunk, std::size_t row) { marks_[begins_.at(&chunk) + row] = true; }
    bool has(const Chunk& chunk, std::size_t row) const { return marks_[begins_.at(&chunk) + row]; }

private:
    std::unordered_map<const Chunk*, std::size_t> begins_;
    std::vector<bool> marks_;
};

/// Calls `use(chunk, row)` for the calls of reachable numbers.
template <class Use>
void each_reachable(const TenantIndex& index, Use&& use) {
    for (const auto& chunk : index.calls().chunks()) {
        for (std::size_t row = 0; row < chunk->size(); ++row) {
            if (is_reachable(chunk->numbers()[row], index.listed_numbers())) use(*chunk, row);
        }
    }
}

}  // namespace

void check_id_map(const TenantIndex& index, Comparison& found) {
    for (const auto& chunk : index.calls().chunks()) {
        for (std::size_t row = 0; row < chunk->size(); ++row) {
            std::string id = text_of(chunk->id(row));
            const auto place = index.find_row(id);
            if (place && place->chunk == chunk.get() && place->first == row) continue;
            found.add({IndexPart::id_map, std::move(id), "is not found by its id"});
        }
    }
}

void check_number_map(const TenantIndex& index, Comparison& found) {
    constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::min();
    Marks met(index.calls());
    NumberSet seen;
    each_reachable(index, [&](const Chunk& of, std::size_t at) {
        const PackedNumber number = of.numbers()[at];
        if (!seen.insert(number).second) return;
        each_call_back(index, number, ever, [&met](const Chunk& chunk, std::size_t row) {
            met.set(chunk, row);
            return true;
        });
    });
    each_reachable(index, [&](const Chunk& chunk, std::size_t row) {
        if (met.has(chunk, row)) return;
        found.add(
            {IndexPart::number_map, text_of(chunk.id(row)), "is not found by its caller's number"});
    });
}

}  // namespace edgvoip::index

#include "edgvoip/index/place_sums.hpp"

#include "base/error.hpp"
#include "edgvoip/index/directed_tally.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

static_assert(PlaceSums::chunks_max * Chunk::rows_max <= PackedSums::calls_max);

using Chunks = std::span<const std::shared_ptr<const Chunk>>;

/// The different values of a column, ascending.
std::vector<std::uint32_t> places_in(Chunks chunks, Column column) {
    std::vector<std::uint8_t> is_there;
    for (const auto& chunk : chunks) {
        chunk->column(column).visit([&is_there](const auto& values) {
            const std::size_t most = *std::max_element(values.begin(), values.end());
            if (is_there.size() <= most) is_there.resize(most + 1);
            for (const auto place : values)
                is_there[place] = 1;
        });
    }
    std::vector<std::uint32_t> places;
    for (std::uint32_t place = 0; place < is_there.size(); ++place) {
        if (is_there[place] != 0) places.push_back(place);
    }
    return places;
}

/// By the number of the place among all.
std::vector<DirectedTally> tallies_of(Chunks chunks, Column column,
                                      std::span<const std::uint32_t> places) {
    std::vector<std::uint16_t> number_of(places.back() + std::size_t{1});
    for (std::size_t at = 0; at < places.size(); ++at)
        number_of[places[at]] = static_cast<std::uint16_t>(at);
    std::vector<DirectedTally> tallies(places.size());
    RowValues values = DirectedTally::values();
    for (const auto& chunk : chunks) {
        for (std::size_t begin = 0; begin < chunk->size(); begin += RowValues::rows_max) {
            values.load(*chunk, begin, std::min(begin + RowValues::rows_max, chunk->size()));
            values.load_places(column);
            for (std::size_t row = 0; row < values.size(); ++row)
                tallies[number_of[values.places()[row]]].add(values, row);
        }
    }
    return tallies;
}

}  // namespace

PlaceSums::PlaceSums(Chunks chunks, Column column) {
    base::check(!chunks.empty() && chunks.size() <= chunks_max, "a stretch has some chunks");
    places_ = places_in(chunks, column);
    if (places_.size() > places_max) {
        is_kept_ = false;
        places_ = {};
        return;
    }
    places_.shrink_to_fit();
    entries_.reserve(places_.size());
    for (const DirectedTally& tally : tallies_of(chunks, column, places_)) {
        DirectedSums sums;
        tally.add_to(sums);
        Entry& entry = entries_.emplace_back(Entry{.sums = PackedSums(sums), .worst_mos = {}});
        for (std::size_t way = 0; way < directions_count; ++way) {
            entry.worst_mos[way] =
                static_cast<std::uint16_t>(tally.min_mos_centi(way).value_or(no_mos));
        }
    }
}

void PlaceSums::add_to(std::size_t at, const PartAsked& part, Group& group) const {
    const Entry& entry = entries_[at];
    for (std::size_t way = 0; way < directions_count; ++way) {
        const auto direction = static_cast<call::Direction>(way + 1);
        if (part.direction.value_or(direction) != direction) continue;
        Group own;
        if (entry.worst_mos[way] != no_mos) own.min_mos_centi = entry.worst_mos[way];
        entry.sums.add_to(direction, own.sums);
        if (direction == call::Direction::in) {
            own.sums.in_time = entry.sums.answered_within(part.sl_sec);
        }
        group += own;
    }
}

void PlaceSums::add_place_to(std::uint32_t place, const PartAsked& part, Group& group) const {
    const auto found = std::lower_bound(places_.begin(), places_.end(), place);
    if (found == places_.end() || *found != place) return;
    add_to(static_cast<std::size_t>(found - places_.begin()), part, group);
}

std::size_t PlaceSums::bytes() const {
    return places_.capacity() * sizeof(places_[0]) + entries_.capacity() * sizeof(Entry);
}

}  // namespace edgvoip::index

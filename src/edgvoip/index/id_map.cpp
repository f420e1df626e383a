#include "edgvoip/index/id_map.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace edgvoip::index {
namespace {

/// A run is merged with the next when it is less than so many times as long.
constexpr std::size_t growth = 4;

/// Starts are known to 2^20 µs, about a second: 32 bits of that reach from 1970 to 2112.
constexpr unsigned unit_bits = 20;
constexpr std::int64_t unit_max = std::numeric_limits<std::uint32_t>::max();

std::int64_t unit_of(std::int64_t start_us) {
    return std::clamp<std::int64_t>(start_us >> unit_bits, 0, unit_max);
}

IdMap::Window window_of(std::int64_t unit) {
    const std::int64_t first = unit << unit_bits;
    IdMap::Window window{first, first + (std::int64_t{1} << unit_bits) - 1};
    // The ends of the range stand for everything beyond them, too.
    if (unit == 0) window.first_us = std::numeric_limits<std::int64_t>::min();
    if (unit == unit_max) window.last_us = std::numeric_limits<std::int64_t>::max();
    return window;
}

std::uint64_t packed(const IdMap::Entry& entry) {
    return (entry.id_hash >> 32 << 32) | static_cast<std::uint64_t>(unit_of(entry.start_us));
}

/// The first entry not below the key. Hashes are evenly spread, so it is near where they say.
std::size_t first_not_below(const std::vector<std::uint64_t>& run, std::uint64_t key) {
    const std::size_t guess =
        static_cast<std::size_t>((static_cast<std::uint64_t>(run.size()) * (key >> 32)) >> 32);
    std::size_t low = guess;
    std::size_t high = guess;
    for (std::size_t step = 8; low > 0 && run[low - 1] >= key; step *= 4) {
        high = low;
        low -= std::min(low, step);
    }
    for (std::size_t step = 8; high < run.size() && run[high] < key; step *= 4) {
        low = high + 1;
        high += std::min(run.size() - high, step);
    }
    const auto begin = run.begin();
    const auto found = std::lower_bound(begin + static_cast<std::ptrdiff_t>(low),
                                        begin + static_cast<std::ptrdiff_t>(high), key);
    return static_cast<std::size_t>(found - begin);
}

}  // namespace

std::vector<IdMap::Window> IdMap::windows_of(std::uint64_t id_hash) const {
    std::vector<Window> windows;
    const std::uint64_t key = id_hash >> 32 << 32;
    for (const auto& run : runs_) {
        for (std::size_t at = first_not_below(*run, key);
             at < run->size() && ((*run)[at] >> 32) == (key >> 32); ++at) {
            windows.push_back(window_of(static_cast<std::int64_t>((*run)[at] & 0xffffffffU)));
        }
    }
    return windows;
}

IdMap IdMap::with(const std::vector<Entry>& added) const {
    if (added.empty()) return *this;
    Run run(added.size());
    std::transform(added.begin(), added.end(), run.begin(), packed);
    std::sort(run.begin(), run.end());
    IdMap longer = *this;
    while (!longer.runs_.empty() && longer.runs_.back()->size() / growth < run.size()) {
        const Run& older = *longer.runs_.back();
        Run merged(older.size() + run.size());
        std::merge(older.begin(), older.end(), run.begin(), run.end(), merged.begin());
        run = std::move(merged);
        longer.runs_.pop_back();
    }
    longer.runs_.push_back(std::make_shared<const Run>(std::move(run)));
    return longer;
}

std::size_t IdMap::entries() const {
    std::size_t sum = 0;
    for (const auto& run : runs_)
        sum += run->size();
    return sum;
}

std::size_t IdMap::bytes() const {
    return entries() * sizeof(std::uint64_t) + runs_.capacity() * sizeof(runs_.front()) +
           runs_.size() * sizeof(Run);
}

}  // namespace edgvoip::index

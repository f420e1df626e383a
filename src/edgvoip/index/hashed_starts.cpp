#include "edgvoip/index/hashed_starts.hpp"

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
constexpr std::uint64_t unit_mask = 0xffffffffU;

std::int64_t unit_of(std::int64_t start_us) {
    return std::clamp<std::int64_t>(start_us >> unit_bits, 0, unit_max);
}

HashedStarts::Window window_of(std::int64_t unit) {
    const std::int64_t first = unit << unit_bits;
    HashedStarts::Window window{first, first + (std::int64_t{1} << unit_bits) - 1};
    // The ends of the range stand for everything beyond them, too.
    if (unit == 0) window.first_us = std::numeric_limits<std::int64_t>::min();
    if (unit == unit_max) window.last_us = std::numeric_limits<std::int64_t>::max();
    return window;
}

std::uint64_t packed(const HashedStarts::Entry& entry) {
    return (entry.hash >> 32 << 32) | static_cast<std::uint64_t>(unit_of(entry.start_us));
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

std::vector<HashedStarts::Entries> HashedStarts::entries_of(std::uint64_t hash) const {
    std::vector<Entries> found;
    const std::uint64_t key = hash >> 32 << 32;
    for (const auto& run : runs_) {
        const std::size_t first = first_not_below(*run, key);
        // Nearly always few: where one hash has very many, their end is searched for, too.
        std::size_t last = first;
        while (last < run->size() && last < first + 8 && ((*run)[last] >> 32) == (key >> 32))
            ++last;
        if (last == first + 8) {
            const auto behind = std::upper_bound(run->begin() + static_cast<std::ptrdiff_t>(last),
                                                 run->end(), key | unit_mask);
            last = static_cast<std::size_t>(behind - run->begin());
        }
        if (first < last) found.push_back(Entries(*run).subspan(first, last - first));
    }
    return found;
}

std::vector<HashedStarts::Window> HashedStarts::windows_of(std::uint64_t hash) const {
    std::vector<Window> windows;
    for (const Entries& entries : entries_of(hash)) {
        for (const std::uint64_t entry : entries)
            windows.push_back(window_of(static_cast<std::int64_t>(entry & unit_mask)));
    }
    return windows;
}

HashedStarts::NewestFirst HashedStarts::newest_first(std::uint64_t hash) const {
    return NewestFirst(entries_of(hash));
}

std::optional<HashedStarts::Window> HashedStarts::NewestFirst::next() {
    for (;;) {
        Entries* newest = nullptr;
        for (Entries& entries : left_) {
            if (entries.empty()) continue;
            if (newest == nullptr || entries.back() > newest->back()) newest = &entries;
        }
        if (newest == nullptr) return std::nullopt;
        const std::uint64_t entry = newest->back();
        *newest = newest->first(newest->size() - 1);
        if (last_ == entry) continue;
        last_ = entry;
        return window_of(static_cast<std::int64_t>(entry & unit_mask));
    }
}

HashedStarts HashedStarts::with(const std::vector<Entry>& added) const {
    if (added.empty()) return *this;
    Run run(added.size());
    std::transform(added.begin(), added.end(), run.begin(), packed);
    std::sort(run.begin(), run.end());
    HashedStarts longer = *this;
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

std::size_t HashedStarts::entries() const {
    std::size_t sum = 0;
    for (const auto& run : runs_)
        sum += run->size();
    return sum;
}

std::size_t HashedStarts::bytes() const {
    return entries() * sizeof(std::uint64_t) + runs_.capacity() * sizeof(runs_.front()) +
           runs_.size() * sizeof(Run);
}

}  // namespace edgvoip::index

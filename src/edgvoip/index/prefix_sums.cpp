#include "edgvoip/index/prefix_sums.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

void add_chunks(const ChunkList& calls, std::size_t first, std::size_t last, DirectedSums& sums) {
    for (std::size_t at = first; at < last; ++at) {
        const Chunk& chunk = *calls.chunks()[at];
        chunk.sums().add_before(chunk, chunk.size(), sums);
    }
}

}  // namespace

PrefixSums::PrefixSums(const ChunkList& calls, const ChunkList& before,
                       const PrefixSums& sums_before) {
    const std::size_t whole = calls.chunks().size() / stretch;
    stretches_.reserve(whole);
    ends_.reserve(whole);
    DirectedSums sum;
    for (std::size_t at = 0; at < whole; ++at) {
        const auto begin = static_cast<std::ptrdiff_t>(at * stretch);
        const auto end = begin + static_cast<std::ptrdiff_t>(stretch);
        const auto& chunks = calls.chunks();
        const auto& old = before.chunks();
        if (at < sums_before.stretches_.size() &&
            std::equal(chunks.begin() + begin, chunks.begin() + end, old.begin() + begin)) {
            stretches_.push_back(sums_before.stretches_[at]);
        } else {
            DirectedSums& made = stretches_.emplace_back();
            add_chunks(calls, at * stretch, (at + 1) * stretch, made);
        }
        sum += stretches_.back();
        ends_.push_back(sum);
    }
}

DirectedSums PrefixSums::before(const ChunkList& calls, std::int64_t position) const {
    DirectedSums sums;
    const bool is_end = position == calls.size();
    const std::size_t chunk = is_end ? calls.chunks().size() : calls.chunk_at(position);
    const std::size_t whole = chunk / stretch;
    if (whole > 0) sums = ends_[whole - 1];
    add_chunks(calls, whole * stretch, chunk, sums);
    if (is_end) return sums;
    const Chunk& last = *calls.chunks()[chunk];
    last.sums().add_before(last, static_cast<std::size_t>(position - calls.begin_of(chunk)), sums);
    return sums;
}

std::size_t PrefixSums::bytes() const {
    return (stretches_.capacity() + ends_.capacity()) * sizeof(DirectedSums);
}

}  // namespace edgvoip::index

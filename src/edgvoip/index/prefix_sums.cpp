#include "edgvoip/index/prefix_sums.hpp"

#include <algorithm>

namespace edgvoip::index {

PrefixSums::PrefixSums(const ChunkList& calls, const ChunkList& before,
                       const PrefixSums& sums_before) {
    const Stretch::Chunks all = calls.chunks();
    const Stretch::Chunks old = before.chunks();
    const std::size_t whole = all.size() / Stretch::chunks_count;
    stretches_.reserve(whole);
    ends_.reserve(whole);
    DirectedSums sum;
    for (std::size_t at = 0; at < whole; ++at) {
        const std::size_t begin = at * Stretch::chunks_count;
        const auto chunks = all.subspan(begin, Stretch::chunks_count);
        if (at < sums_before.stretches_.size() &&
            std::equal(chunks.begin(), chunks.end(), old.subspan(begin).begin())) {
            stretches_.push_back(sums_before.stretches_[at]);
        } else {
            stretches_.push_back(std::make_shared<const Stretch>(chunks));
        }
        stretches_.back()->add_first(Stretch::chunks_count, sum);
        ends_.push_back(sum);
    }
}

DirectedSums PrefixSums::before(const ChunkList& calls, std::int64_t position) const {
    DirectedSums sums;
    const bool is_end = position == calls.size();
    const std::size_t chunk = is_end ? calls.chunks().size() : calls.chunk_at(position);
    const Chunk* const last = is_end ? nullptr : calls.chunks()[chunk].get();
    const auto row = static_cast<std::size_t>(is_end ? 0 : position - calls.begin_of(chunk));
    if (last != nullptr) last->fetch_ahead(row);
    const std::size_t whole = chunk / Stretch::chunks_count;
    const std::size_t begin = whole * Stretch::chunks_count;
    if (whole > 0) sums = ends_[whole - 1];
    if (const Stretch* const all = stretch(whole)) {
        all->add_first(chunk - begin, sums);
    } else {
        for (const auto& part : Stretch::Chunks(calls.chunks()).subspan(begin, chunk - begin))
            part->sums().add_before(*part, part->size(), sums);
    }
    if (last != nullptr) last->sums().add_before(*last, row, sums);
    return sums;
}

std::size_t PrefixSums::bytes() const {
    std::size_t sum =
        ends_.capacity() * sizeof(ends_[0]) + stretches_.capacity() * sizeof(stretches_[0]);
    for (const auto& stretch : stretches_)
        sum += stretch->bytes();
    return sum;
}

}  // namespace edgvoip::index

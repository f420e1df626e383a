#include "edgvoip/index/tally.hpp"

namespace edgvoip::index {
namespace {

std::uint64_t sum_of(const RowValues::Values& values, std::size_t size) {
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < size; ++at)
        sum += values[at];
    return sum;
}

/// In turns into four lists of counters, since equal numbers often follow each other, and a counter
/// can only be increased again when it has been written.
void count_all(const RowValues::Kinds& numbers, std::size_t size,
               std::array<std::uint32_t, kinds::count>& counts) {
    std::array<std::array<std::uint16_t, kinds::count>, 4> turns{};
    std::size_t row = 0;
    for (; row + 4 <= size; row += 4) {
        ++turns[0][numbers[row]];
        ++turns[1][numbers[row + 1]];
        ++turns[2][numbers[row + 2]];
        ++turns[3][numbers[row + 3]];
    }
    for (; row < size; ++row)
        ++turns[0][numbers[row]];
    for (const auto& turn : turns) {
        for (std::size_t at = 0; at < kinds::count; ++at)
            counts[at] += turn[at];
    }
}

std::int64_t signed_of(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void count_missed(std::int64_t calls, std::size_t kind, Sums& sums) {
    const std::size_t disposition = kind / kinds::reasons;
    const std::size_t reason = kind % kinds::reasons;
    sums.missed += calls;
    if (reason > 0) sums.by_reason[reason - 1] += calls;
    if (disposition == 0) sums.no_answer += calls;
    if (disposition == 1) sums.busy += calls;
    if (disposition == 2) sums.failed += calls;
}

void count_not_in(std::int64_t calls, std::size_t kind, Sums& sums) {
    sums.by_direction[1 + kind / 4] += calls;
    const std::array all = {&Sums::answered, &Sums::no_answer, &Sums::busy, &Sums::failed};
    sums.*all[kind % 4] += calls;
}

void count_kind(std::int64_t calls, std::size_t kind, Sums& sums) {
    sums.calls += calls;
    if (kind >= kinds::first_missed) {
        sums.by_direction[0] += calls;
        count_missed(calls, kind - kinds::first_missed, sums);
    } else if (kind >= kinds::first_not_in) {
        count_not_in(calls, kind - kinds::first_not_in, sums);
    } else {
        sums.by_direction[0] += calls;
        sums.answered += calls;
        if (kind == kinds::answered_in_time) sums.in_time += calls;
    }
}

void count_quality(std::int64_t calls, std::size_t quality, Sums& sums) {
    if (quality >= kinds::loss) sums.with_loss += calls;
    if (quality % kinds::loss >= kinds::jitter) sums.with_jitter += calls;
    const std::size_t mos = quality % kinds::jitter;
    const auto source = static_cast<call::MosSource>(mos / kinds::mos_source);
    if (source == call::MosSource::g107) sums.mos_by_g107 += calls;
    if (source == call::MosSource::pbx) sums.mos_by_pbx += calls;
    if (mos % kinds::mos_source != 0) sums.with_mos += calls;
    if (mos % kinds::mos_source == kinds::poor_mos) sums.poor += calls;
}

}  // namespace

void Tally::add(const RowValues& rows) {
    const std::size_t size = rows.size();
    count_all(rows.kinds(), size, kinds_);
    count_all(rows.qualities(), size, qualities_);
    talk_ += sum_of(rows.talk(), size);
    ring_ += sum_of(rows.answered_ring(), size);
    shifted_mos_ += sum_of(rows.mos(), size);
    jitter_ += sum_of(rows.jitter(), size);
    loss_ += sum_of(rows.loss(), size);
    std::uint32_t worst = worst_mos_;
    for (std::size_t row = 0; row < size; ++row)
        worst = std::min(worst, rows.mos()[row] - 1);
    worst_mos_ = worst;
}

bool Tally::is_empty() const {
    return std::all_of(kinds_.begin(), kinds_.end(),
                       [](std::uint32_t calls) { return calls == 0; });
}

Group Tally::group() const {
    Group group;
    Sums& sums = group.sums;
    for (std::size_t at = 0; at < kinds::count; ++at) {
        if (kinds_[at] != 0) count_kind(kinds_[at], at, sums);
        if (qualities_[at] != 0) count_quality(qualities_[at], at, sums);
    }
    sums.talk_sec = signed_of(talk_);
    sums.answered_ring = signed_of(ring_);
    sums.mos_centi = signed_of(shifted_mos_) - sums.with_mos;
    sums.jitter_tenth_ms = signed_of(jitter_);
    sums.loss_centi_pct = signed_of(loss_);
    group.min_mos_centi = min_mos_centi();
    return group;
}

std::optional<std::int32_t> Tally::min_mos_centi() const {
    if (worst_mos_ == no_mos) return std::nullopt;
    return static_cast<std::int32_t>(worst_mos_);
}

}  // namespace edgvoip::index

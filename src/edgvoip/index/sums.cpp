#include "edgvoip/index/sums.hpp"

#include <algorithm>
#include <functional>

namespace edgvoip::index {
namespace {

constexpr std::array single_sums = {
    &Sums::calls,           &Sums::answered,  &Sums::no_answer,      &Sums::busy,
    &Sums::failed,          &Sums::talk_sec,  &Sums::answered_ring,  &Sums::missed,
    &Sums::in_time,         &Sums::with_mos,  &Sums::mos_centi,      &Sums::with_jitter,
    &Sums::jitter_tenth_ms, &Sums::with_loss, &Sums::loss_centi_pct, &Sums::mos_by_g107,
    &Sums::mos_by_pbx,      &Sums::poor};
static_assert(sizeof(Sums) == (single_sums.size() + directions_count + missed_reasons_count) *
                                  sizeof(std::int64_t),
              "all sums are added up");

template <class Step>
void combine(Sums& into, const Sums& other, Step step) {
    for (const auto sum : single_sums)
        into.*sum = step(into.*sum, other.*sum);
    const auto all = [step](auto& values, const auto& others) {
        std::transform(values.begin(), values.end(), others.begin(), values.begin(), step);
    };
    all(into.by_direction, other.by_direction);
    all(into.by_reason, other.by_reason);
}

}  // namespace

Sums& Sums::operator+=(const Sums& other) {
    combine(*this, other, std::plus<>());
    return *this;
}

Sums& Sums::operator-=(const Sums& other) {
    combine(*this, other, std::minus<>());
    return *this;
}

Group& Group::operator+=(const Group& other) {
    sums += other.sums;
    if (!min_mos_centi || (other.min_mos_centi && *other.min_mos_centi < *min_mos_centi)) {
        min_mos_centi = other.min_mos_centi;
    }
    return *this;
}

std::int64_t Sums::of(call::Direction direction) const {
    return by_direction[static_cast<std::size_t>(direction) - 1];
}

std::int64_t Sums::of(call::MissedReason reason) const {
    return by_reason[static_cast<std::size_t>(reason) - 1];
}

}  // namespace edgvoip::index

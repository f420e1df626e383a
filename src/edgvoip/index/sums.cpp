#include "edgvoip/index/sums.hpp"

#include <array>
#include <bit>
#include <functional>

namespace edgvoip::index {
namespace {

/// All of them as they lie one behind the other, since a loop over numbers is a fast one.
using Numbers = std::array<std::int64_t, sizeof(Sums) / sizeof(std::int64_t)>;
static_assert(sizeof(Numbers) == sizeof(Sums), "sums are nothing but numbers");

template <class Step>
Sums combined(const Sums& left, const Sums& right, Step step) {
    const auto one = std::bit_cast<Numbers>(left);
    const auto other = std::bit_cast<Numbers>(right);
    Numbers numbers{};
    for (std::size_t at = 0; at < numbers.size(); ++at)
        numbers[at] = step(one[at], other[at]);
    return std::bit_cast<Sums>(numbers);
}

}  // namespace

Sums& Sums::operator+=(const Sums& other) {
    return *this = combined(*this, other, std::plus<>());
}

Sums& Sums::operator-=(const Sums& other) {
    return *this = combined(*this, other, std::minus<>());
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

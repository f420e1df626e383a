#pragma once

#include <cstdint>
#include <optional>

namespace edgvoip::query {

constexpr int rate_decimals = 4;
constexpr std::int64_t rate_units = 10'000;

/// `sum / count`, rounded half up; nothing when there is nothing to average. Neither is negative;
/// exact while twice their sum fits.
constexpr std::optional<std::int64_t> rounded_mean(std::int64_t sum, std::int64_t count) {
    if (count == 0) return std::nullopt;
    return (2 * sum + count) / (2 * count);
}

/// The share of `part` in `whole` in units of 1 / `rate_units`.
constexpr std::optional<std::int64_t> rounded_rate(std::int64_t part, std::int64_t whole) {
    return rounded_mean(part * rate_units, whole);
}

}  // namespace edgvoip::query

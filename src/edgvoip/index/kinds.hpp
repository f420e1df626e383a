#pragma once

#include "edgvoip/index/sums.hpp"
#include "edgvoip/index/traits.hpp"

#include <cstddef>
#include <cstdint>

/// A call's small facts as one number below 64, so that calls are counted by increasing one counter
/// each; what the counters mean is worked out when all calls are counted.
namespace edgvoip::index::kinds {

constexpr std::size_t count = 64;

constexpr std::uint8_t answered_in_late = 0;
constexpr std::uint8_t answered_in_time = 1;
constexpr std::uint8_t first_not_in = 2;   ///< outbound and internal calls by disposition
constexpr std::uint8_t first_missed = 10;  ///< by disposition, then by reason, 0 none
constexpr std::uint32_t reasons = 10;      ///< with 0
static_assert(reasons == missed_reasons_count + 1);

/// Of a condition: all bits or none, so that it takes one of two values without a branch.
constexpr std::uint32_t all_bits(bool condition) {
    return std::uint32_t{0} - static_cast<std::uint32_t>(condition);
}

/// The kind of a call with these traits. `in_time` is all bits or none: whether it rang no longer
/// than the service level.
constexpr std::uint32_t of(std::uint32_t traits, std::uint32_t in_time) {
    const std::uint32_t direction = traits & direction_field.mask;
    const std::uint32_t disposition = (traits >> disposition_field.shift) & disposition_field.mask;
    const std::uint32_t reason = (traits >> missed_reason_field.shift) & missed_reason_field.mask;
    const std::uint32_t is_in = all_bits(direction == 1);
    const std::uint32_t is_answered = all_bits(disposition == 1);
    const std::uint32_t answered_in = in_time & answered_in_time;
    const std::uint32_t missed = first_missed + (disposition - 2) * reasons + reason;
    const std::uint32_t not_in = first_not_in + (direction - 2) * 4 + disposition - 1;
    return (is_in & is_answered & answered_in) | (is_in & ~is_answered & missed) |
           (~is_in & not_in);
}

/// The number less one of the direction of calls of that kind.
constexpr std::size_t direction_of(std::uint8_t kind) {
    const bool is_in = kind < first_not_in || kind >= first_missed;
    return is_in ? 0 : std::size_t{1} + (kind - first_not_in) / 4U;
}

// A quality is the sum of what holds of these.
constexpr unsigned fine_mos = 1;
constexpr unsigned poor_mos = 2;
constexpr unsigned mos_source = 3;  ///< so many times the source's number, 0 to 3
constexpr unsigned jitter = 12;
constexpr unsigned loss = 24;

}  // namespace edgvoip::index::kinds

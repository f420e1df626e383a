#pragma once

#include "edgvoip/index/sums.hpp"
#include "edgvoip/index/traits.hpp"

#include <array>
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

/// The traits that the kind follows from, but for whether a call was answered in time.
constexpr Traits told_by = static_cast<Traits>(
    direction_field.in_place() | disposition_field.in_place() | missed_reason_field.in_place());

/// The kind of a call with these traits, when it was not answered in time.
constexpr std::uint8_t of(Traits traits) {
    const unsigned direction = direction_field.of(traits);
    const unsigned disposition = disposition_field.of(traits);
    if (direction == 0 || direction > directions_count || disposition == 0) return 0;  // no call's
    if (direction > 1) {
        return static_cast<std::uint8_t>(first_not_in + (direction - 2) * 4 + disposition - 1);
    }
    if (disposition == 1) return answered_in_late;
    return static_cast<std::uint8_t>(first_missed + (disposition - 2) * reasons +
                                     missed_reason_field.of(traits));
}

/// Kinds by what they are told by, since looking up is quicker than working out.
constexpr auto by_traits = [] {
    std::array<std::uint8_t, told_by + std::size_t{1}> kinds{};
    for (std::size_t traits = 0; traits < kinds.size(); ++traits)
        kinds[traits] = of(static_cast<Traits>(traits));
    return kinds;
}();

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

#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/index/entry.hpp"

#include <cstdint>
#include <optional>

namespace edgvoip::index {

/// A call's small facts in 16 bits, each where its shift says.
using Traits = std::uint16_t;

/// One fact's place: `(traits >> shift) & mask` is its enumeration's number, 0 for none.
struct TraitField {
    unsigned shift;
    unsigned mask;

    constexpr Traits in_place() const { return static_cast<Traits>(mask << shift); }
    constexpr Traits holding(unsigned value) const { return static_cast<Traits>(value << shift); }
    constexpr unsigned of(Traits traits) const {
        const unsigned all = traits;
        return (all >> shift) & mask;
    }
};

constexpr TraitField direction_field{0, 3};
constexpr TraitField disposition_field{2, 7};
constexpr TraitField missed_reason_field{5, 15};
constexpr TraitField recorded_field{9, 1};
constexpr TraitField quality_status_field{10, 7};
constexpr TraitField mos_source_field{13, 3};
constexpr TraitField text_id_field{15, 1};  ///< the id is no UUID

Traits traits_of(const Entry& entry);

}  // namespace edgvoip::index

#include "edgvoip/index/callers.hpp"

#include "edgvoip/index/mixed_bits.hpp"
#include "edgvoip/index/traits.hpp"

namespace edgvoip::index {
namespace {

bool is_answered(Traits traits) {
    return disposition_field.of(traits) == static_cast<unsigned>(call::Disposition::answered);
}

}  // namespace

bool is_reachable(PackedNumber number, const TextList& listed_numbers) {
    if (is_international(number)) return true;
    const std::uint32_t place = place_of(number);
    return place != 0 && is_reachable(listed_numbers.text(place));
}

std::uint64_t hash_of_number(PackedNumber number) {
    return mixed_bits(number);
}

bool is_missed(Traits traits) {
    return direction_field.of(traits) == static_cast<unsigned>(call::Direction::in) &&
           !is_answered(traits);
}

bool is_contact(const Chunk& chunk, std::size_t row, std::int32_t contact_min_sec) {
    return is_answered(chunk.traits()[row]) &&
           chunk.column(Column::billsec)[row] >= static_cast<std::uint32_t>(contact_min_sec);
}

}  // namespace edgvoip::index

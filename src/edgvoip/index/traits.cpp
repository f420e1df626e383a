#include "edgvoip/index/traits.hpp"

namespace edgvoip::index {
namespace {

template <class Enum>
unsigned number_of(Enum value) {
    return static_cast<unsigned>(value);
}

template <class Enum>
unsigned number_of(const std::optional<Enum>& value) {
    return value ? static_cast<unsigned>(*value) : 0U;
}

}  // namespace

Traits traits_of(const Entry& entry) {
    const unsigned all = direction_field.holding(number_of(entry.direction)) |
                         disposition_field.holding(number_of(entry.disposition)) |
                         missed_reason_field.holding(number_of(entry.missed_reason)) |
                         recorded_field.holding(entry.recorded ? 1U : 0U) |
                         quality_status_field.holding(number_of(entry.quality_status)) |
                         mos_source_field.holding(number_of(entry.mos_source));
    return static_cast<Traits>(all);
}

}  // namespace edgvoip::index

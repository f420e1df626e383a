#include "edgvoip/store/filter_parameters.hpp"

#include "base/error.hpp"

#include <optional>

namespace edgvoip::store {
namespace {

using sql::Null;
using sql::Parameter;

constexpr std::int64_t hidden_characters = 3;

Parameter maybe(const std::optional<std::int64_t>& value) {
    return value ? Parameter(*value) : Parameter(Null{});
}

Parameter maybe(const std::optional<std::string>& value) {
    return value ? Parameter(std::string_view(*value)) : Parameter(Null{});
}

Parameter maybe(const std::optional<bool>& value) {
    return value ? Parameter(std::int64_t{*value ? 1 : 0}) : Parameter(Null{});
}

template <class Enum>
Parameter maybe_number(const std::optional<Enum>& value) {
    return value ? Parameter(static_cast<std::int64_t>(*value)) : Parameter(Null{});
}

/// One bit a disposition, at the place of its number.
std::int64_t mask_of(const std::vector<call::Disposition>& dispositions) {
    std::int64_t mask = 0;
    for (const call::Disposition one : dispositions) {
        mask |= std::int64_t{1} << static_cast<unsigned>(one);
    }
    return dispositions.empty() ? ~std::int64_t{0} : mask;
}

}  // namespace

FilterParameters::FilterParameters(base::TenantId tenant, const CallFilter& filter)
    : scope_(filter.scope_stores, filter.scope_exts) {
    base::check(filter.number_prefixes.size() <= number_prefixes_max,
                "a search has at most number_prefixes_max starts of a number");
    const bool searches = !filter.number_prefixes.empty() || !filter.name_part.empty();
    const auto begin = {
        Parameter(tenant.uuid),
        Parameter(filter.from.us),
        Parameter(filter.to.us),
        maybe_number(filter.direction),
        Parameter(mask_of(filter.dispositions)),
        maybe(filter.ext),
        filter.store ? Parameter(filter.store->uuid) : Parameter(Null{}),
        Parameter(std::int64_t{filter.without_store ? 1 : 0}),
        maybe(filter.min_billsec),
        maybe(filter.max_billsec),
        maybe(filter.min_ring_sec),
        maybe(filter.max_ring_sec),
        maybe(filter.max_mos_centi),
        maybe(filter.has_mos),
        maybe(filter.has_recording),
        maybe_number(filter.missed_reason),
        scope_.stores(),
        scope_.exts(),
        Parameter(filter.masked ? hidden_characters : std::int64_t{0}),
        maybe(filter.did_e164),
        maybe(filter.number),
        Parameter(std::int64_t{searches ? 1 : 0}),
        filter.name_part.empty() ? Parameter(Null{})
                                 : Parameter(std::string_view(filter.name_part)),
    };
    auto next = std::copy(begin.begin(), begin.end(), values_.begin());
    for (const std::string& prefix : filter.number_prefixes)
        *next++ = std::string_view(prefix);
}

std::span<const sql::Parameter> FilterParameters::page(std::int64_t limit, std::int64_t offset) {
    values_[filter_size] = limit;
    values_[filter_size + 1] = offset;
    return values_;
}

}  // namespace edgvoip::store

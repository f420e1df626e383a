#include "edgvoip/store/filter_parameters.hpp"

#include "base/error.hpp"
#include "base/folded_text.hpp"

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

/// `,4A,4B,`: as SQLite's hex() writes it, between commas.
void append_entry(std::string& list, std::string_view bytes) {
    list += base::ascii_upper(base::to_hex(bytes));
    list += ',';
}

std::string list_of(const std::optional<std::vector<base::StoreId>>& stores) {
    std::string list = ",";
    if (!stores) return list;
    for (const base::StoreId& store : *stores) {
        const auto& bytes = store.uuid.bytes;
        append_entry(list, std::string(bytes.begin(), bytes.end()));
    }
    return list;
}

std::string list_of(const std::optional<std::vector<std::string>>& texts) {
    std::string list = ",";
    if (!texts) return list;
    for (const std::string& text : *texts)
        append_entry(list, text);
    return list;
}

}  // namespace

FilterParameters::FilterParameters(base::TenantId tenant, const CallFilter& filter)
    : stores_(list_of(filter.scope_stores)), exts_(list_of(filter.scope_exts)) {
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
        filter.scope_stores ? Parameter(std::string_view(stores_)) : Parameter(Null{}),
        filter.scope_exts ? Parameter(std::string_view(exts_)) : Parameter(Null{}),
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

#include "edgvoip/index/row_difference.hpp"

#include "edgvoip/index/traits.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace edgvoip::index {
namespace {

/// A column of places in a list of texts.
struct TextColumn {
    Column column;
    const TextList& (TenantIndex::*list)() const;
    std::string_view name;
};
constexpr std::array<TextColumn, 4> text_columns = {{
    {Column::store, &TenantIndex::stores, "store"},
    {Column::ext, &TenantIndex::exts, "ext"},
    {Column::did, &TenantIndex::dids, "did"},
    {Column::name, &TenantIndex::names, "name"},
}};

struct NumberColumn {
    Column column;
    std::string_view name;
};
constexpr std::array<NumberColumn, 5> number_columns = {{
    {Column::billsec, "billsec"},
    {Column::ring_sec, "ring_sec"},
    {Column::mos_centi, "mos"},
    {Column::jitter_tenth_ms, "jitter"},
    {Column::loss_centi_pct, "loss"},
}};
static_assert(text_columns.size() + number_columns.size() == columns_count);

struct TraitName {
    TraitField field;
    std::string_view name;
};
constexpr std::array<TraitName, 7> trait_names = {{
    {direction_field, "direction"},
    {disposition_field, "disposition"},
    {missed_reason_field, "missed_reason"},
    {recorded_field, "recorded"},
    {quality_status_field, "quality_status"},
    {mos_source_field, "mos_source"},
    {text_id_field, "kind of id"},
}};

std::string_view text_at(const TextList& list, std::uint32_t place) {
    return place == 0 ? std::string_view() : list.text(place);
}

bool is_same_number(const TextList& list_a, PackedNumber a, const TextList& list_b,
                    PackedNumber b) {
    const std::uint32_t place_a = place_of(a);
    const std::uint32_t place_b = place_of(b);
    if (place_a == 0 || place_b == 0) return a == b;
    return list_a.text(place_a) == list_b.text(place_b);
}

void add_name(std::string_view name, std::string& names) {
    if (!names.empty()) names += ", ";
    names += name;
}

}  // namespace

std::string differing_columns(const TenantIndex& index_a, const Row& a, const TenantIndex& index_b,
                              const Row& b) {
    std::string names;
    if (a.traits != b.traits) {
        for (const auto& [field, name] : trait_names) {
            if (field.of(a.traits) != field.of(b.traits)) add_name(name, names);
        }
    }
    if (!is_same_number(index_a.listed_numbers(), a.number, index_b.listed_numbers(), b.number)) {
        add_name("number", names);
    }
    for (const auto& [column, list, name] : text_columns) {
        const std::string_view text = text_at((index_a.*list)(), a[column]);
        if (text != text_at((index_b.*list)(), b[column])) add_name(name, names);
    }
    for (const auto& [column, name] : number_columns) {
        if (a[column] != b[column]) add_name(name, names);
    }
    return names;
}

}  // namespace edgvoip::index

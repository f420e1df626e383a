#include "edgvoip/index/bound_filter.hpp"

#include "edgvoip/index/row_loops.hpp"
#include "edgvoip/index/store_ids.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace edgvoip::index {
namespace {

/// So many places are compared one by one; more are looked up in a table.
constexpr std::size_t few_max = 4;

using Slice = TenantIndex::Slice;

Places place_of(const TextList& list, std::string_view text) {
    Places places{.all = {}, .list_size = list.size()};
    const std::uint32_t place = list.find(text);
    if (place != 0) places.all.push_back(place);
    return places;
}

std::vector<std::uint8_t> table_of(const Places& places) {
    std::vector<std::uint8_t> table(places.list_size + 1, 0);
    for (const std::uint32_t place : places.all)
        table[place] = 1;
    return table;
}

NumberSight sight_of(const call::CallFilter& filter) {
    return filter.masked ? NumberSight::masked : NumberSight::whole;
}

/// A range as far as a column's type goes; nothing when it ends below or begins above.
template <class Number>
std::optional<std::pair<Number, Number>> clipped(const NumberRange& range) {
    constexpr std::uint32_t top = std::numeric_limits<Number>::max();
    if (range.least > top) return std::nullopt;
    return std::pair(static_cast<Number>(range.least),
                     static_cast<Number>(std::min(range.most, top)));
}

}  // namespace

BoundFilter::BoundFilter(const TenantIndex& index, const call::CallFilter& filter) {
    bind_traits(filter);
    bind_ranges(filter);
    bind_places(index, filter);
    bind_numbers(index, filter);
}

bool PlaceSet::has(std::uint32_t place) const {
    if (table.empty()) return std::find(all.begin(), all.end(), place) != all.end();
    return table[place] != 0;
}

bool BoundFilter::asks_for_places_at_most() const {
    return traits_mask_ == 0 && dispositions_.empty() && ranges_.empty() && !number_ && !search_;
}

bool BoundFilter::is_interval() const {
    return asks_for_places_at_most() && places_.empty();
}

const PlaceSet* BoundFilter::only_places() const {
    return asks_for_places_at_most() && places_.size() == 1 ? &places_.front() : nullptr;
}

void BoundFilter::add_trait(TraitField field, unsigned value) {
    traits_mask_ = static_cast<Traits>(traits_mask_ | field.in_place());
    traits_value_ = static_cast<Traits>(traits_value_ | field.holding(value));
}

void BoundFilter::bind_traits(const call::CallFilter& filter) {
    if (filter.direction) add_trait(direction_field, static_cast<unsigned>(*filter.direction));
    if (filter.has_recording) add_trait(recorded_field, *filter.has_recording ? 1U : 0U);
    if (filter.missed_reason) {
        add_trait(missed_reason_field, static_cast<unsigned>(*filter.missed_reason));
    }
    if (filter.dispositions.size() == 1) {
        add_trait(disposition_field, static_cast<unsigned>(filter.dispositions.front()));
        return;
    }
    for (const call::Disposition one : filter.dispositions) {
        const Traits value = disposition_field.holding(static_cast<unsigned>(one));
        if (std::find(dispositions_.begin(), dispositions_.end(), value) == dispositions_.end()) {
            dispositions_.push_back(value);
        }
    }
}

/// `shift` is what the column adds to a value.
void BoundFilter::add_range(Column column, std::optional<std::int64_t> least,
                            std::optional<std::int64_t> most, std::int64_t shift) {
    if (!least && !most) return;
    // 0 is "none" in a shifted column.
    constexpr std::int64_t top = std::numeric_limits<std::uint32_t>::max();
    const std::int64_t from = std::clamp<std::int64_t>(least.value_or(0), 0, top - shift) + shift;
    const std::int64_t to = std::min(most.value_or(top - shift), top - shift) + shift;
    if (to < from || (least && *least > top - shift)) {
        empty_ = true;
        return;
    }
    ranges_.push_back(
        {column,
         {.least = static_cast<std::uint32_t>(from), .most = static_cast<std::uint32_t>(to)}});
}

void BoundFilter::bind_ranges(const call::CallFilter& filter) {
    add_range(Column::billsec, filter.min_billsec, filter.max_billsec, 0);
    add_range(Column::ring_sec, filter.min_ring_sec, filter.max_ring_sec, 0);
    add_range(Column::mos_centi, std::nullopt, filter.max_mos_centi, 1);
    if (filter.has_mos == true) {
        add_range(Column::mos_centi, 0, std::nullopt, 1);
    } else if (filter.has_mos == false) {
        ranges_.push_back({Column::mos_centi, {.least = 0, .most = 0}});
    }
}

PlaceSet BoundFilter::set_of(Column column, const Places& places) {
    PlaceSet set{.column = column, .all = places.all, .table = {}};
    if (places.all.size() > few_max) set.table = table_of(places);
    return set;
}

void BoundFilter::add_places(Column column, const Places& places) {
    if (places.all.empty()) empty_ = true;
    places_.push_back(set_of(column, places));
}

void BoundFilter::bind_places(const TenantIndex& index, const call::CallFilter& filter) {
    if (filter.ext) add_places(Column::ext, place_of(index.exts(), *filter.ext));
    if (filter.store) add_places(Column::store, place_of(index.stores(), bytes_of(*filter.store)));
    if (filter.without_store) {
        places_.push_back({.column = Column::store, .all = {0}, .table = {}});
    }
    if (filter.scope_stores) {
        const auto& scope = *filter.scope_stores;
        add_places(Column::store, index.stores().where([&scope](std::string_view store) {
            return std::any_of(scope.begin(), scope.end(), [store](const base::StoreId& one) {
                return bytes_of(one) == store;
            });
        }));
    }
    if (filter.scope_exts) {
        const auto& scope = *filter.scope_exts;
        add_places(Column::ext, index.exts().where([&scope](std::string_view ext) {
            return std::find(scope.begin(), scope.end(), ext) != scope.end();
        }));
    }
    if (filter.did_e164) {
        const NumberSight sight = sight_of(filter);
        add_places(Column::did, index.dids().where([&filter, sight](std::string_view did) {
            return is_seen_as(did, *filter.did_e164, sight);
        }));
    }
}

void BoundFilter::bind_numbers(const TenantIndex& index, const call::CallFilter& filter) {
    const NumberSight sight = sight_of(filter);
    const TextList& listed = index.listed_numbers();
    if (filter.number) {
        const std::string_view wanted = *filter.number;
        const auto places = listed.where(
            [wanted, sight](std::string_view number) { return is_seen_as(number, wanted, sight); });
        number_ = {.tests = tests_for_equal(wanted, sight), .listed = table_of(places)};
        if (places.all.empty()) number_->listed.clear();
    }
    if (filter.number_prefixes.empty() && filter.name_part.empty()) return;
    const auto& starts = filter.number_prefixes;
    search_ = Search{};
    for (const std::string& start : starts) {
        const auto tests = tests_for_start(start, sight);
        search_->numbers.tests.insert(search_->numbers.tests.end(), tests.begin(), tests.end());
    }
    const auto places = listed.where([&starts, sight](std::string_view number) {
        return std::any_of(starts.begin(), starts.end(), [number, sight](const std::string& one) {
            return is_seen_to_start(number, one, sight);
        });
    });
    if (!places.all.empty()) search_->numbers.listed = table_of(places);
    const Places names =
        filter.name_part.empty() ? Places{} : index.names().containing(filter.name_part);
    search_->names = set_of(Column::name, names);
}

namespace {

void find_numbers(const std::vector<NumberTest>& tests, const std::vector<std::uint8_t>& listed,
                  std::span<const PackedNumber> numbers, std::span<std::uint8_t> found) {
    for (const NumberTest& test : tests)
        row_loops::add_tested(found, numbers, test);
    if (listed.empty()) return;
    for (std::size_t row = 0; row < found.size(); ++row) {
        found[row] |= listed[index::place_of(numbers[row])];
    }
}

void find_places(const PlaceSet& wanted, const Slice& slice, std::span<std::uint8_t> found) {
    slice.chunk->column(wanted.column).visit([&]<class Number>(std::span<const Number> all) {
        const auto values = all.subspan(slice.first, slice.size());
        if (!wanted.table.empty()) {
            return row_loops::add_listed<Number>(found, values, wanted.table);
        }
        for (const std::uint32_t place : wanted.all) {
            if (place > std::numeric_limits<Number>::max()) continue;
            row_loops::add_equal(found, values, static_cast<Number>(place));
        }
    });
}

}  // namespace

void BoundFilter::choose_search(const Search& search, const Slice& slice,
                                std::span<std::uint8_t> chosen) {
    std::array<std::uint8_t, Chunk::rows_max> room{};
    const std::span found(room.data(), slice.size());
    const auto numbers = slice.chunk->numbers().subspan(slice.first, slice.size());
    find_numbers(search.numbers.tests, search.numbers.listed, numbers, found);
    find_places(search.names, slice, found);
    row_loops::keep_both(chosen, found);
}

void BoundFilter::choose(const Slice& slice, std::span<std::uint8_t> chosen) const {
    std::fill(chosen.begin(), chosen.end(), empty_ ? std::uint8_t{0} : std::uint8_t{1});
    if (empty_) return;
    const Chunk& chunk = *slice.chunk;
    const auto traits = chunk.traits().subspan(slice.first, slice.size());
    if (traits_mask_ != 0) row_loops::keep_masked(chosen, traits, traits_mask_, traits_value_);
    if (!dispositions_.empty()) {
        std::array<Traits, 4> any{};
        any.fill(dispositions_.front());
        std::copy_n(dispositions_.begin(), std::min(any.size(), dispositions_.size()), any.begin());
        row_loops::keep_any_masked(chosen, traits, disposition_field.in_place(), any);
    }
    for (const InRange& wanted : ranges_) {
        chunk.column(wanted.column).visit([&]<class Number>(std::span<const Number> all) {
            const auto range = clipped<Number>(wanted.range);
            if (!range) {
                std::fill(chosen.begin(), chosen.end(), std::uint8_t{0});
                return;
            }
            row_loops::keep_range<Number>(chosen, all.subspan(slice.first, slice.size()),
                                          range->first, range->second);
        });
    }
    if (!places_.empty() || number_) choose_places(slice, chosen);
    if (search_) choose_search(*search_, slice, chosen);
}

void BoundFilter::choose_places(const Slice& slice, std::span<std::uint8_t> chosen) const {
    std::array<std::uint8_t, Chunk::rows_max> room{};
    const std::span found(room.data(), slice.size());
    for (const PlaceSet& wanted : places_) {
        std::fill(found.begin(), found.end(), std::uint8_t{0});
        find_places(wanted, slice, found);
        row_loops::keep_both(chosen, found);
    }
    if (!number_) return;
    std::fill(found.begin(), found.end(), std::uint8_t{0});
    find_numbers(number_->tests, number_->listed,
                 slice.chunk->numbers().subspan(slice.first, slice.size()), found);
    row_loops::keep_both(chosen, found);
}

BoundFilter undirected(const TenantIndex& index, const call::CallFilter& filter) {
    call::CallFilter rest = filter;
    rest.direction.reset();
    return {index, rest};
}

}  // namespace edgvoip::index

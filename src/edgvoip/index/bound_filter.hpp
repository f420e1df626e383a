#pragma once

#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgvoip::index {

/// Numbers from `least` to `most`.
struct NumberRange {
    std::uint32_t least = 0;
    std::uint32_t most = 0;
};

/// Some places of a column.
struct PlaceSet {
    Column column{};
    std::vector<std::uint32_t> all;
    /// When there are many: 1 at each of them. Else they are compared one by one.
    std::vector<std::uint8_t> table;

    bool has(std::uint32_t place) const;
};

/// A filter in the terms of one version's columns. An absent text equals nothing, contains nothing
/// and starts with nothing. Lives no longer than the version.
class BoundFilter {
public:
    BoundFilter(const TenantIndex& index, const call::CallFilter& filter);

    /// True when no call can match, whatever its start.
    bool is_empty() const { return empty_; }
    /// True when every call of the interval matches.
    bool is_interval() const;

    /// The places of one column that a call must have to match, when nothing else is asked of it;
    /// null otherwise.
    const PlaceSet* only_places() const;

    /// Says of each row of the slice whether it matches: 1 or 0. The interval is the slice's.
    /// `chosen` has the slice's size.
    void choose(const TenantIndex::Slice& slice, std::span<std::uint8_t> chosen) const;

private:
    struct InRange {
        Column column{};
        NumberRange range;
    };
    struct NumberAmong {
        std::vector<NumberTest> tests;
        std::vector<std::uint8_t> listed;  ///< 1 at each place of a listed number that matches
    };
    struct Search {
        NumberAmong numbers;
        PlaceSet names;
    };

    bool asks_for_places_at_most() const;
    void bind_traits(const call::CallFilter& filter);
    void bind_ranges(const call::CallFilter& filter);
    void bind_places(const TenantIndex& index, const call::CallFilter& filter);
    void bind_numbers(const TenantIndex& index, const call::CallFilter& filter);
    void add_range(Column column, std::optional<std::int64_t> least,
                   std::optional<std::int64_t> most, std::int64_t shift);
    void add_trait(TraitField field, unsigned value);
    void add_places(Column column, const Places& places);
    static PlaceSet set_of(Column column, const Places& places);
    void choose_places(const TenantIndex::Slice& slice, std::span<std::uint8_t> chosen) const;
    static void choose_search(const Search& search, const TenantIndex::Slice& slice,
                              std::span<std::uint8_t> chosen);

    bool empty_ = false;
    Traits traits_mask_ = 0;
    Traits traits_value_ = 0;
    std::vector<Traits> dispositions_;  ///< in place, any of; empty: all
    std::vector<InRange> ranges_;
    std::vector<PlaceSet> places_;  ///< all of them narrow
    std::optional<NumberAmong> number_;
    std::optional<Search> search_;
};

/// What is left to ask of a call whose direction is told by sums that are kept.
BoundFilter undirected(const TenantIndex& index, const call::CallFilter& filter);

}  // namespace edgvoip::index

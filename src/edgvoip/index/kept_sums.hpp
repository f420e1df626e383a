#pragma once

#include "edgvoip/index/bound_filter.hpp"
#include "edgvoip/index/place_sums.hpp"
#include "edgvoip/index/selection.hpp"

#include <optional>
#include <span>
#include <vector>

namespace edgvoip::index {

/// The part of a question that the sums of stretches answer: those that lie in its interval, when
/// it asks for nothing but an interval, a direction and places of one column. What is left are rows
/// to be added up. Lives no longer than the version. One thread.
class KeptSums {
public:
    /// Of a filter, which `undirected` is without its direction; lives no longer than that.
    /// `selection` is the filter's. By the places of `column`; when that is absent, of any one
    /// column, as one sum.
    KeptSums(const TenantIndex& index, const call::CallFilter& filter,
             const BoundFilter& undirected, const Selection& selection, std::int32_t sl_sec,
             std::optional<Column> column);

    /// Rows of the interval that no stretch has; the filter chooses among them.
    const std::vector<TenantIndex::Slice>& rows() const { return rows_; }
    /// Adds the sums to the groups of their places.
    void add_to_each(std::span<Group> by_place) const;
    /// Adds those of the places that the filter asks for.
    void add_to(Group& group) const;

private:
    void take_stretches(const TenantIndex& index, const Selection& selection, base::Instant from,
                        Column column);

    const PlaceSet* places_;  ///< null: all
    PartAsked part_;
    std::vector<const PlaceSums*> stretches_;
    std::vector<TenantIndex::Slice> rows_;
};

}  // namespace edgvoip::index

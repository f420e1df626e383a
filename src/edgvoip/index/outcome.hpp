#pragma once

#include "edgvoip/index/entry.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace edgvoip::index {

/// What a batch's changes of one call come to. Lives no longer than the version before and the
/// changes.
struct Outcome {
    std::optional<TenantIndex::Slice> before;  ///< the call's row
    const Entry* after = nullptr;              ///< its last new state
    bool is_there = false;                     ///< afterwards
    std::int64_t start_us = 0;                 ///< when it is there

    Key key_before() const { return before->chunk->key(before->first); }
    /// True when the call was there and is, under the same key.
    bool stays() const { return before && is_there && key_before().start_us == start_us; }
    /// True when nothing becomes of it.
    bool is_nothing() const { return after == nullptr && (!before || stays()); }
};

/// One for each call that is named, in no order. check()s that an entry is of the call that its
/// change names.
std::vector<Outcome> outcomes_of(const TenantIndex& before, std::span<const Change> changes);

}  // namespace edgvoip::index

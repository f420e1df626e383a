#pragma once

#include "base/ids.hpp"
#include "edgvoip/store/call_filter.hpp"
#include "edgvoip/store/scope_parameters.hpp"
#include "sql/value.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace edgvoip::store {

/// A filter as the parameters of `calls_filter.part`. Holds views into the filter, which must
/// outlive it, and into itself.
class FilterParameters {
public:
    FilterParameters(base::TenantId tenant, const CallFilter& filter);
    FilterParameters(const FilterParameters&) = delete;
    FilterParameters& operator=(const FilterParameters&) = delete;

    /// For `calls_count`.
    std::span<const sql::Parameter> count() const { return {values_.data(), filter_size}; }
    /// For one of the pages; valid until the next call.
    std::span<const sql::Parameter> page(std::int64_t limit, std::int64_t offset);

private:
    static constexpr std::size_t filter_size = 31;

    ScopeParameters scope_;
    std::array<sql::Parameter, filter_size + 2> values_;
};

}  // namespace edgvoip::store
